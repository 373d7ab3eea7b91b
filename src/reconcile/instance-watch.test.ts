import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleInstance } from '../../test/support/example-instance.ts';
import { until } from '../../test/support/until.ts';
import type { Instance } from '../domain/instance/instance.ts';
import type { TopicUse } from '../domain/limits/topic-use.ts';
import type { DeletionOutcome } from '../engines/engine.ts';
import { storageUse } from '../engines/kafka/storage/log-segment.ts';
import { topicUse } from '../engines/kafka/storage/topic-use.ts';
import type { FoundFile } from '../runtimes/runtime.ts';
import { silentLog } from '../system/testing/silent-log.ts';
import { createInstanceWatch } from './instance-watch.ts';

/** A broker's files with so many partitions of so many topics. */
function filesOf({ topics, partitions }: TopicUse): readonly FoundFile[] {
  return Array.from({ length: partitions }, (_, index) => {
    const topic = index % topics;
    return {
      path: `topic${topic}-${Math.floor(index / topics)}/00000000000000000000.log`,
      bytes: 1,
      modifiedAtMs: 0,
    };
  });
}

interface Stubs {
  readonly files: () => readonly FoundFile[];
  readonly deleteOldest?: () => Promise<DeletionOutcome>;
}

function watchOf(instance: Instance, { files, deleteOldest = async () => 'nothing-left' }: Stubs) {
  const told: string[] = [];
  const watch = createInstanceWatch({
    queue: { async *instancesOf() {} },
    runtime: {
      observe: async () => new Map(),
      listFiles: async () => files(),
      writeFiles: async () => {},
    },
    engines: {
      kafka: {
        dataFolders: () => new Map([['broker-1', 'data']]),
        limitFiles: () => new Map(),
        deleteOldest,
        endDeletion: async () => {},
        storageUse,
        topicUse,
      },
    },
    findInstance: async () => instance,
    clusterOf: async () => ({
      instance,
      addresses: new Map(),
      secrets: new Map(),
      users: [],
      removedUsers: [],
    }),
    limitsOf: async () => assert.fail('an instance without endpoints has no brokers to tell'),
    bytesPerGb: 1024 ** 3,
    events: { record: async (id, { kind }) => void told.push(id === instance.id ? kind : id) },
    log: silentLog,
  });
  return { watch, told };
}

test('what overshoots a limit is told once, and again where it has been under it since', async () => {
  const instance = exampleInstance('p', { spec: { partitionLimit: 10, topicLimit: 3 } });
  let use: TopicUse = { topics: 3, partitions: 10, replicas: 0 };
  const { watch, told } = watchOf(instance, { files: () => filesOf(use) });
  const after = async (next: TopicUse) => {
    use = next;
    watch.look(instance);
    await until(
      'it is measured',
      30_000,
      () => watch.usedBytes(instance.id) === next.partitions || undefined,
      1,
    );
    return told.splice(0);
  };
  assert.deepEqual(await after({ topics: 3, partitions: 10, replicas: 0 }), []);
  assert.deepEqual(await after({ topics: 3, partitions: 12, replicas: 0 }), ['partition-limit-overshot']);
  assert.deepEqual(await after({ topics: 4, partitions: 13, replicas: 0 }), ['topic-limit-overshot']);
  assert.deepEqual(await after({ topics: 3, partitions: 10, replicas: 0 }), []);
  assert.deepEqual(await after({ topics: 3, partitions: 11, replicas: 0 }), ['partition-limit-overshot']);
  await watch.stop();
});

test('a deletion that fails refuses nobody; one that finds nothing to delete does, until there is room', async () => {
  const instance = exampleInstance('p', { spec: { storageGib: 1, atCapacity: 'delete-oldest' } });
  let bytes = 1024 ** 3;
  let outcome: DeletionOutcome | 'fails' = 'fails';
  let deletions = 0;
  const { watch, told } = watchOf(instance, {
    files: () => [{ path: 'topic-0/00000000000000000000.log', bytes, modifiedAtMs: 0 }],
    async deleteOldest() {
      deletions += 1;
      if (outcome === 'fails') throw new Error('No broker answers.');
      return outcome;
    },
  });
  const refusesAfter = async (next: typeof outcome) => {
    outcome = next;
    const before = deletions;
    watch.look(instance);
    await until('the deletion is tried', 30_000, () => deletions > before || undefined, 1);
    // The look that tries it is over when the next one has begun.
    watch.look(instance);
    await until('it has been decided', 30_000, () => deletions > before + 1 || undefined, 1);
    return watch.storageOf(instance.id).isFull;
  };
  assert.equal(await refusesAfter('fails'), false);
  assert.equal(await refusesAfter('nothing-left'), true);
  assert.equal(await refusesAfter('fails'), true);
  assert.equal(await refusesAfter('under-way'), false);
  bytes = 0;
  watch.look(instance);
  await until('there is room', 30_000, () => watch.usedBytes(instance.id) === 0 || undefined, 1);
  await watch.stop();
  assert.deepEqual(told.slice(0, 2), ['storage-full', 'storage-deleted']);
});

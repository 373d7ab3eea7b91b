import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleInstance } from '../../test/support/example-instance.ts';
import { until } from '../../test/support/until.ts';
import type { TopicUse } from '../domain/limits/topic-use.ts';
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

test('what overshoots a limit is told once, and again where it has been under it since', async () => {
  const instance = exampleInstance('p', { spec: { partitionLimit: 10, topicLimit: 3 } });
  let use: TopicUse = { topics: 3, partitions: 10 };
  const told: string[] = [];
  const watch = createInstanceWatch({
    queue: { async *instancesOf() {} },
    runtime: {
      observe: async () => new Map(),
      listFiles: async () => filesOf(use),
      writeFiles: async () => {},
    },
    engines: {
      kafka: {
        dataFolders: () => new Map([['broker-1', 'data']]),
        limitFiles: () => new Map(),
        deleteOldest: async () => 'nothing-left',
        endDeletion: async () => {},
        storageUse,
        topicUse,
      },
    },
    findInstance: async () => instance,
    clusterOf: async (instance) => ({
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
  assert.deepEqual(await after({ topics: 3, partitions: 10 }), []);
  assert.deepEqual(await after({ topics: 3, partitions: 12 }), ['partition-limit-overshot']);
  assert.deepEqual(await after({ topics: 4, partitions: 13 }), ['topic-limit-overshot']);
  assert.deepEqual(await after({ topics: 3, partitions: 10 }), []);
  assert.deepEqual(await after({ topics: 3, partitions: 11 }), ['partition-limit-overshot']);
  await watch.stop();
});

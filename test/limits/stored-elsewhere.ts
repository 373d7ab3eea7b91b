import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { brokersOf } from '../../src/engines/kafka/cluster-layout.ts';
import { until } from '../support/until.ts';
import { makeTopic, producing, removeTopic, sendBatch } from './filling.ts';
import { messagesOf } from './topic-offsets.ts';
import type { WatchedCluster } from './watched-cluster.ts';

const batches = 8;

/** Messages lie in the directory that the order's storage class or key stands for, on each broker, and are there again after a crash. */
export async function proveStoredElsewhere(cluster: WatchedCluster): Promise<string> {
  const topic = await makeTopic(cluster, 2);
  const { running, storageDirectory } = cluster;
  const { instance } = running.cluster;
  await producing(cluster, async (producer) => {
    for (let sent = 0; sent < batches; sent += 1) await sendBatch(cluster, producer, topic, sent % 2);
  });
  for (const { name } of brokersOf(instance.spec)) {
    const there = await readdir(join(storageDirectory, instance.id, name));
    assert.deepEqual(there.filter((folder) => folder.startsWith(topic)).toSorted(), [
      `${topic}-0`,
      `${topic}-1`,
    ]);
    const own = await readdir(running.directoryOf(name), { withFileTypes: true });
    assert.ok(own.find((entry) => entry.name === 'data')?.isSymbolicLink());
  }
  await running.killForLong(brokersOf(instance.spec).map(({ name }) => name));
  await running.bringUp(AbortSignal.timeout(120_000));
  await until('all of it is there again', 60_000, async () =>
    (await messagesOf(cluster, topic)) === batches ? true : undefined,
  );
  await removeTopic(cluster, topic);
  return 'yes';
}

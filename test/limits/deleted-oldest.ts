import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { readConfigNode } from '../../src/engines/kafka/admin/config-nodes.ts';
import { kafkaVersion } from '../../src/engines/kafka/versions.ts';
import { withZooKeeper } from '../../src/engines/kafka/zookeeper/zookeeper-steps.ts';
import { until } from '../support/until.ts';
import { batch, makeTopic, mebibyte, producing, removeTopic, sendBatch } from './filling.ts';
import { lastIsThere, messagesOf } from './topic-offsets.ts';
import { capacity, type WatchedCluster } from './watched-cluster.ts';

/** The issue's own limit. */
const shrinksWithinMs = 30_000;
/** Of these brokers, see broker-properties.ts: with so little storage it is the least that they take. */
const segmentBytes = mebibyte;
const ownRetention = String(1024 * mebibyte);

/**
 * Half as much again as fits is written, to a quiet topic first and to a busy one after it. Nothing is refused, the oldest messages go, and no
 * more than the storage, a segment per partition and copy, and a second of input is ever used.
 */
export async function proveDeletion(cluster: WatchedCluster): Promise<string> {
  const pids = await cluster.pids();
  const quiet = await makeTopic(cluster, 1, { 'retention.bytes': ownRetention });
  const busy = await makeTopic(cluster, 2);
  let most = 0;
  const ended = new AbortController();
  const watching = (async () => {
    while (!ended.signal.aborted) {
      most = Math.max(most, await cluster.usedBytes());
      await delay(50);
    }
  })();
  const sentAtMs: number[] = [];
  try {
    await producing(cluster, async (producer) => {
      const send = async (topic: string, partition: number) => {
        await sendBatch(cluster, producer, topic, partition);
        sentAtMs.push(performance.now());
      };
      for (let sent = 0; sent < 20 * 4; sent += 1) await send(quiet, 0);
      for (let sent = 0; sent < 60 * 4; sent += 1) await send(busy, sent % 2);
    });
  } finally {
    ended.abort();
    await watching;
  }
  const inSecondFrom = (fromMs: number) =>
    sentAtMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + 1000).length *
    batch.length *
    cluster.brokerCount;
  const allowed = capacity + 3 * cluster.brokerCount * segmentBytes + Math.max(...sentAtMs.map(inSecondFrom));
  assert.ok(most <= allowed, `${inMib(most)} were used, ${inMib(allowed)} are allowed`);
  await until('it is under 95 %', shrinksWithinMs, async () =>
    (await cluster.usedBytes()) < 0.95 * capacity ? true : undefined,
  );
  assert.ok((await cluster.usedBytes()) > 0.5 * capacity, 'more was deleted than had to be');
  assert.ok(
    cluster.events.some(({ kind }) => kind === 'storage-deleted'),
    'the owner is told',
  );
  assert.ok(!cluster.events.some(({ kind }) => kind === 'storage-full'));
  const left = await messagesOf(cluster, quiet);
  assert.ok(left < 20 * 4, 'the oldest messages went first');
  assert.equal(await lastIsThere(cluster, busy), true);
  await assertRetentionRestored(cluster, quiet, busy);
  assert.deepEqual(await cluster.pids(), pids, 'no member was restarted');
  for (const topic of [quiet, busy]) await removeTopic(cluster, topic);
  await untilRoom(cluster);
  return `at most ${Math.round((100 * most) / capacity)} %`;
}

/** Messages that only compaction may remove stay, whatever they take: producers are refused until their owner makes room. */
export async function proveRefusalOfCompacted(cluster: WatchedCluster): Promise<string> {
  const topic = await makeTopic(cluster, 2, { 'cleanup.policy': 'compact' });
  let sent = 0;
  await producing(
    cluster,
    async (producer) => {
      const refusal = sendUntilRefused(async () => {
        await sendBatch(cluster, producer, topic, sent % 2);
        sent += 1;
      });
      assert.equal(await refusal, 'TOPIC_AUTHORIZATION_FAILED');
    },
    { retry: { retries: 0 } },
  );
  assert.equal(cluster.events.at(-1)?.kind, 'storage-full');
  assert.equal(await messagesOf(cluster, topic), sent);
  await removeTopic(cluster, topic);
  const another = await makeTopic(cluster, 1);
  await producing(cluster, (producer) =>
    until('producers go on', 30_000, async () => {
      await sendBatch(cluster, producer, another);
      return true;
    }),
  );
  await until('the owner is told', 10_000, () =>
    cluster.events.at(-1)?.kind === 'storage-free' ? true : undefined,
  );
  await removeTopic(cluster, another);
  await untilRoom(cluster);
  return 'yes';
}

/** Sends again and again; answers the kind of the broker's error once there is one. */
export async function sendUntilRefused(send: () => Promise<void>): Promise<string | undefined> {
  const deadlineMs = performance.now() + 120_000;
  while (performance.now() < deadlineMs) {
    try {
      await send();
    } catch (error) {
      return (error as { type?: string }).type ?? String(error);
    }
  }
  throw new Error('Nothing was refused within two minutes.');
}

export async function untilRoom(cluster: WatchedCluster): Promise<void> {
  await until('deleted topics are gone', 30_000, async () =>
    (await cluster.usedBytes()) < 20 * mebibyte ? true : undefined,
  );
  const isSeen = () => (cluster.seenBytes() < 20 * mebibyte ? true : undefined);
  await until('the room is seen', 10_000, isSeen);
}

/** Where topics were given a smaller size for the deletion, they get back what they said before. */
async function assertRetentionRestored(
  cluster: WatchedCluster,
  withOwn: string,
  without: string,
): Promise<void> {
  if (kafkaVersion(cluster.version).deletion !== 'by-retention') return;
  const read = (topic: string) =>
    withZooKeeper(cluster.running.cluster, AbortSignal.timeout(10_000), async (zooKeeper) => {
      const config = await readConfigNode(zooKeeper, `topics/${topic}`);
      return config?.['retention.bytes'];
    });
  await until('retention is as before', 10_000, async () => {
    assert.deepEqual([await read(withOwn), await read(without)], [ownRetention, undefined]);
    return true;
  });
}

function inMib(bytes: number): string {
  return `${(bytes / mebibyte).toFixed(1)} MiB`;
}

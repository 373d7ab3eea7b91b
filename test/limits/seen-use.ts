import { until } from '../support/until.ts';
import { makeTopic, mebibyte, producing, removeTopic, sendBatch } from './filling.ts';
import type { WatchedCluster } from './watched-cluster.ts';

/** The issue's own limit. */
const seenWithinMs = 10_000;

/** What clients write is known within ten seconds, and what they delete too. */
export async function proveSeenUse(cluster: WatchedCluster): Promise<string> {
  const topic = await makeTopic(cluster, 2);
  await producing(cluster, async (producer) => {
    for (let sent = 0; sent < 40; sent += 1) await sendBatch(cluster, producer, topic, sent % 2);
  });
  const beganMs = performance.now();
  const isSeen = async () =>
    Math.abs(cluster.seenBytes() - (await cluster.usedBytes())) < mebibyte ? true : undefined;
  await until('what was written is seen', seenWithinMs, isSeen);
  const tookMs = performance.now() - beganMs;
  await removeTopic(cluster, topic);
  await until('the topic is gone', 30_000, async () =>
    (await cluster.usedBytes()) < 10 * mebibyte ? true : undefined,
  );
  await until('what was deleted is seen', seenWithinMs, isSeen);
  return `${(tookMs / 1000).toFixed(1)} s`;
}

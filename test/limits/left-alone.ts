import assert from 'node:assert/strict';
import { until } from '../support/until.ts';
import { sendUntilRefused, untilRoom } from './deleted-oldest.ts';
import { makeTopic, mebibyte, producing, removeTopic, sendBatch } from './filling.ts';
import { capacity, type WatchedCluster } from './watched-cluster.ts';

/** Two seconds of the input that was ordered, with its copies, see domain/limits/storage.ts. */
const slack = 2 * 100 * 2 * mebibyte;
/** Brokers look at what they hold once a second. */
const lastSecond = 100 * 2 * mebibyte;

/** With nobody to delete the oldest, brokers refuse producers before the disk is full; what comes back takes up where it was. */
export async function proveOwnGuard(cluster: WatchedCluster): Promise<string> {
  const topic = await makeTopic(cluster, 2);
  await producing(cluster, async (producer) => {
    for (let sent = 0; sent < 20; sent += 1) await sendBatch(cluster, producer, topic, sent % 2);
  });
  await until('what was written is seen', 10_000, async () =>
    Math.abs(cluster.seenBytes() - (await cluster.usedBytes())) < mebibyte ? true : undefined,
  );
  await cluster.leave();
  let used: number;
  try {
    await producing(
      cluster,
      async (producer) => {
        let sent = 0;
        const refusal = await sendUntilRefused(() => sendBatch(null, producer, topic, sent++ % 2));
        assert.equal(refusal, 'TOPIC_AUTHORIZATION_FAILED');
      },
      { retry: { retries: 0 } },
    );
    used = await cluster.usedBytes();
    assert.ok(used <= capacity + slack + lastSecond, `${used / mebibyte} MiB are used`);
    assert.ok(used > capacity, 'what was ordered can be used');
  } finally {
    await cluster.comeBack();
  }
  await producing(cluster, (producer) =>
    until('producers go on, and the oldest goes', 60_000, async () => {
      await sendBatch(cluster, producer, topic);
      return true;
    }),
  );
  await until('it is under 95 %', 60_000, async () =>
    (await cluster.usedBytes()) < 0.95 * capacity ? true : undefined,
  );
  await removeTopic(cluster, topic);
  await untilRoom(cluster);
  return `at ${part(used)}, where ${part(capacity + slack)} are allowed with two seconds of input`;
}

function part(bytes: number): string {
  return `${Math.round((100 * bytes) / capacity)} %`;
}

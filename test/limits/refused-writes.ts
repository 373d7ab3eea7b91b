import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { until } from '../support/until.ts';
import type { LimitedCluster } from './limited-cluster.ts';

/** Brokers look at their limits once a second. */
const noticedWithinMs = 15_000;

/** While the storage is full producers get a broker's error, consumers go on, and producing resumes by itself. */
export async function proveRefusedWrites(cluster: LimitedCluster): Promise<void> {
  const pids = await cluster.pids();
  const topic = `refused-${randomUUID()}`;
  const client = cluster.client();
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: cluster.brokerCount }] });
  await admin.disconnect();
  const producer = client.producer({ retry: { retries: 3 } });
  await producer.connect();
  const send = (value: string) => producer.send({ topic, acks: -1, messages: [{ value }] });
  const seen: string[] = [];
  const consumer = client.consumer({ groupId: `refused-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void seen.push(String(message.value)) });
  try {
    await send('before');
    await cluster.limit({ storageIsFull: true });
    await until('producers are refused', noticedWithinMs, async () => {
      await assert.rejects(send('during'), { type: 'TOPIC_AUTHORIZATION_FAILED' });
      return true;
    });
    const late = client.consumer({ groupId: `late-${randomUUID()}` });
    const first = Promise.withResolvers<string>();
    await late.connect();
    await late.subscribe({ topic, fromBeginning: true });
    await late.run({ eachMessage: async ({ message }) => first.resolve(String(message.value)) });
    assert.equal(await first.promise, 'before');
    await late.disconnect();

    await cluster.limit({});
    await until('producers go on', noticedWithinMs, async () => {
      await send('after');
      return true;
    });
    await until('the consumer went on', 30_000, () => (seen.includes('after') ? true : undefined));
    assert.deepEqual(await cluster.pids(), pids, 'no member was restarted');
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { until } from '../support/until.ts';
import { anyone, type LimitedCluster } from './limited-cluster.ts';

const inside = '127.80.1.5';
const outside = '127.80.2.5';
const backWithinMs = 120_000;

/** Limits that changed while a broker was down hold from its first moment on: it is asked until it answers, and never lets anybody in. */
export async function proveLimitsAfterKill(cluster: LimitedCluster): Promise<void> {
  const topic = `survivor-${randomUUID()}`;
  const admin = cluster.client().admin();
  await admin.connect();
  // Led by the broker that is killed, and by no other.
  await admin.createTopics({
    topics: [{ topic, replicaAssignment: [{ partition: 0, replicas: [cluster.brokerCount] }] }],
  });
  await admin.disconnect();
  const writing = async (localAddress: string) => {
    const producer = cluster.client({ localAddress, retries: 0 }).producer();
    try {
      await producer.connect();
      await producer.send({ topic, messages: [{ key: 'k', value: 'v' }] });
    } finally {
      await producer.disconnect();
    }
  };
  try {
    await until('it is written to', 30_000, async () => {
      await writing(outside);
      return true;
    });
    await cluster.running.kill(`broker-${cluster.brokerCount}`);
    await cluster.limit({ rules: [anyone('127.80.1.0/24')], storageIsFull: true });
    await until('producers are refused', backWithinMs, async () => {
      const error = await writing(inside).then(
        () => assert.fail('a message was taken'),
        (reason: unknown) => reason,
      );
      return (error as { type?: string }).type === 'TOPIC_AUTHORIZATION_FAILED' || undefined;
    });
    await cluster.limit({ rules: [anyone('127.80.1.0/24')] });
    await until('producers go on', backWithinMs, async () => {
      await writing(inside);
      return true;
    });
    await assert.rejects(writing(outside));
  } finally {
    await cluster.limit({});
    await until('everyone may connect', backWithinMs, async () => {
      await writing(outside);
      return true;
    });
  }
}

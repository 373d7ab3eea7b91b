import assert from 'node:assert/strict';
import kafkajs from 'kafkajs';
import type { AdministeredInstance } from '../../support/administered-instance.ts';
import { shows } from '../../support/client-checks.ts';

/** Brokers tell a client that it is throttled; so long it has a quota. */
export async function checkQuotas({ brokers, ca, call, access }: AdministeredInstance): Promise<void> {
  await call('createInstanceTopic', { body: { id: 'slowed', partition: 1, replication: 1 } });
  /** Sends as this client until the brokers say that it is throttled. */
  async function throttled(clientId: string): Promise<boolean> {
    const told: string[] = [];
    const { login } = access();
    const producer = new kafkajs.Kafka({
      brokers: [...brokers],
      clientId,
      ssl: { ca: [ca] },
      sasl: { mechanism: 'plain', username: login?.username ?? '', password: login?.password ?? '' },
      logLevel: kafkajs.logLevel.DEBUG,
      logCreator:
        () =>
        ({ log }) =>
          void told.push(log.message),
    }).producer();
    await producer.connect();
    try {
      for (let batch = 0; batch < 3; batch += 1) {
        const messages = [{ key: 'k', value: 'x'.repeat(30_000) }];
        await producer.send({ topic: 'slowed', acks: -1, messages });
      }
    } finally {
      await producer.disconnect();
    }
    return told.some((message) => message.startsWith('Client side throttling in effect'));
  }
  const client = { client: 'slow-client' };
  const { job_id: jobId } = await call<{ job_id: string }>('createKafkaUserClientQuotaTask', {
    body: { ...client, producer_byte_rate: 8000 },
  });
  const { tasks } = await call<{ tasks: { status: string }[] }>('showBackgroundTask', { task_id: jobId });
  assert.equal(tasks[0]?.status, 'SUCCESS');
  await shows('the throttling', () => throttled('slow-client'));
  assert.equal(await throttled('another-client'), false);
  await call('updateKafkaUserClientQuotaTask', { body: { ...client, consumer_byte_rate: 9_000_000 } });
  const { quotas } = await call<{ quotas: object[] }>('showKafkaUserClientQuota');
  assert.deepEqual(quotas, [
    {
      user: '',
      'user-default': false,
      client: 'slow-client',
      'client-default': false,
      'producer-byte-rate': 8000,
      'consumer-byte-rate': 9_000_000,
    },
  ]);
  await call('deleteKafkaUserClientQuotaTask', { body: client });
  await shows('the end of the throttling', async () => !(await throttled('slow-client')));
}

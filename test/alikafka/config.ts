import assert from 'node:assert/strict';
import { untilInService } from '../support/alibaba.ts';
import { kafkaClient } from '../support/kafka-client.ts';
import { until } from '../support/until.ts';
import type { OrderedInstance } from './ordered-instance.ts';

const hourMs = 3_600_000;

/** Of an instance that keeps messages for 33 hours: what is older goes, until it says otherwise. */
export async function proveRetention({ call, plain, server, id }: OrderedInstance): Promise<string> {
  const topics = ['old', 'young', 'old-again'];
  for (const topic of topics) {
    await call('CreateTopic', { Topic: topic, Remark: 'has an age', PartitionNum: '2' });
  }
  const producer = kafkaClient(plain).producer();
  await producer.connect();
  const write = (topic: string, ageHours: number) =>
    producer.send({
      topic,
      acks: -1,
      messages: Array.from({ length: 10 }, (_, index) => ({
        key: String(index),
        value: 'x',
        timestamp: String(Date.now() - ageHours * hourMs),
      })),
    });
  const left = async (topic: string): Promise<number> =>
    (await call('GetTopicStatus', { Topic: topic })).TopicStatus.TotalCount;
  await write('old', 34);
  await write('young', 32);
  await until('older messages are gone', 120_000, async () => ((await left('old')) === 0 ? true : undefined));
  assert.equal(await left('young'), 10);

  await call('UpdateInstanceConfig', { Config: '{"kafka.log.retention.hours":"48"}' });
  await untilInService(server, id, ({ MsgRetain: hours }) => hours === 48);
  await call('UpdateInstanceConfig', { Config: '{"kafka.log.retention.hours":"24"}' });
  await untilInService(server, id, ({ MsgRetain: hours }) => hours === 24);
  await until('what is older by now is gone', 180_000, async () =>
    (await left('young')) === 0 ? true : undefined,
  );
  await producer.disconnect();
  await call('BatchDeleteTopics', { Topics: JSON.stringify(topics) });
  return 'yes';
}

function tooLarge(error: { readonly type?: string; readonly cause?: { readonly type?: string } }): boolean {
  assert.equal(error.type ?? error.cause?.type, 'MESSAGE_TOO_LARGE');
  return true;
}

const mebibyte = 1024 * 1024;

/** A MiB as it begins, two as it is changed while brokers run or restart in turn; consumers read what was taken. */
export async function proveMessageSize(instance: OrderedInstance): Promise<string> {
  const { call, plain, pids } = instance;
  await call('CreateTopic', { Topic: 'large', Remark: 'large ones', PartitionNum: '2' });
  const producer = kafkaClient(plain).producer({ retry: { retries: 5 } });
  await producer.connect();
  const send = (bytes: number) =>
    producer.send({
      topic: 'large',
      acks: -1,
      messages: [{ key: 'k', value: Buffer.alloc(bytes, 'x') }],
    });
  await send(0.95 * mebibyte);
  await assert.rejects(send(1.5 * mebibyte), tooLarge);
  const before = await pids();
  await call('UpdateInstanceConfig', { Config: `{"kafka.message.max.bytes":"${2 * mebibyte}"}` });
  await until('larger ones are taken', 180_000, async () => {
    await send(1.5 * mebibyte);
    return true;
  });
  await producer.disconnect();
  const restarted = (await pids()).some((pid) => !before.includes(pid));
  const consumer = kafkaClient(plain).consumer({ groupId: 'of-large', maxWaitTimeInMs: 200 });
  const { promise, resolve } = Promise.withResolvers<void>();
  await consumer.connect();
  await consumer.subscribe({ topic: 'large', fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      if ((message.value?.length ?? 0) === 1.5 * mebibyte) resolve();
    },
  });
  await promise;
  await consumer.disconnect();
  await call('DeleteTopic', { Topic: 'large' });
  return restarted ? 'yes, by restarts in turn' : 'yes, without a restart';
}

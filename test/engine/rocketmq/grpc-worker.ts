import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { FilterExpression, Producer, SimpleConsumer } from 'rocketmq-client-nodejs';
import { until } from '../../support/until.ts';
import type { GrpcAnswer, GrpcOrder } from './grpc-checks.ts';

const { access, topics } = workerData as GrpcOrder;
const delayMs = 3000;

const producer = new Producer({ ...access, topics: Object.values(topics) });
await producer.startup();
await producer.send({ topic: topics.normal, body: Buffer.from('n') });
for (const body of ['1', '2', '3']) {
  await producer.send({ topic: topics.fifo, messageGroup: 'one', body: Buffer.from(body) });
}
const sentAtMs = Date.now();
await producer.send({ topic: topics.delay, delay: delayMs, body: Buffer.from('d') });
const normal = await consumed(topics.normal, 1);
const fifo = await consumed(topics.fifo, 3);
const delay = await consumed(topics.delay, 1);
const cameTooEarly = Date.now() - sentAtMs < delayMs;
const answer: GrpcAnswer = { normal, fifo, delay, cameTooEarly };
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is of browsers
(parentPort ?? assert.fail('runs as a thread')).postMessage(answer);

async function consumed(topic: string, count: number): Promise<readonly string[]> {
  const consumer = new SimpleConsumer({
    ...access,
    consumerGroup: `${topic}-readers`,
    subscriptions: new Map([[topic, new FilterExpression('*')]]),
    awaitDuration: 5000,
  });
  await consumer.startup();
  const bodies: string[] = [];
  await until(`${count} messages of ${topic}`, 90_000, async () => {
    for (const message of await consumer.receive(1, 30_000)) {
      bodies.push(message.body.toString());
      await consumer.ack(message);
    }
    return bodies.length >= count ? true : undefined;
  });
  return bodies;
}

import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { FilterExpression, Producer, SimpleConsumer } from 'rocketmq-client-nodejs';
import { ons, startConsumer, startProducer } from '../engine/rocketmq/ali-ons-clients.ts';
import type { PassedOn } from './rocketmq-passed-on.ts';
import { until } from './until.ts';

const { way, address, login, topic, group, text } = workerData as PassedOn;
const passedText = await (way === 'grpc' ? byGrpc() : byRemoting());
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is of browsers
(parentPort ?? assert.fail('runs as a thread')).postMessage(passedText);

async function byRemoting(): Promise<string> {
  const received: string[] = [];
  const access = { nameSrv: address, ...(login === undefined ? {} : { login }) };
  await startConsumer(access, group, topic, async (message) => {
    received.push(message.body.toString());
  });
  const producer = await startProducer(access, 'writers');
  const { sendStatus } = await until('the message is taken', 60_000, () =>
    producer.send(new ons.Message(topic, 'a', text)),
  );
  assert.equal(sendStatus, 'SEND_OK');
  return until('the message is consumed', 60_000, () => received.at(0));
}

async function byGrpc(): Promise<string> {
  const sessionCredentials = {
    accessKey: login?.accessKey ?? '',
    accessSecret: login?.secretKey ?? '',
  };
  const access = { endpoints: address, namespace: '', sessionCredentials };
  const producer = new Producer({ ...access, topics: [topic] });
  await producer.startup();
  const consumer = new SimpleConsumer({
    ...access,
    consumerGroup: group,
    subscriptions: new Map([[topic, new FilterExpression('*')]]),
    awaitDuration: 5000,
  });
  await consumer.startup();
  await producer.send({ topic, body: Buffer.from(text) });
  const message = await until(
    'the message comes',
    60_000,
    async () => (await consumer.receive(1, 30_000))[0],
  );
  await consumer.ack(message);
  return message.body.toString();
}

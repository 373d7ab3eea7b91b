import {
  createInstance,
  deleteInstance,
  huaweiClients,
  restartInstance,
  seedBody,
  untilGone,
  untilStatus,
} from '../test/support/huawei.ts';
import { kafkaClient, type KafkaAccess } from '../test/support/kafka-client.ts';
import { startServer } from '../test/support/server.ts';

export interface RollingRestart {
  /** From the call until the instance is RUNNING again. */
  readonly seconds: number;
  /** The longest time that a producer, which sends one message after the other, waited for an acknowledgement. */
  readonly longestStallMs: number;
  readonly messages: number;
}

const topic = 'restart';

/** Restarts an instance of three 2.3.0 brokers, made by a real server, through Huawei's API while a producer sends. */
export async function measureRollingRestart(): Promise<RollingRestart> {
  const server = await startServer();
  const clients = huaweiClients(server);
  try {
    const id = await createInstance(clients, await seedBody(clients, { ssl_enable: false }));
    const { connect_address: addresses, port } = await untilStatus(clients, id, 'RUNNING');
    const access = { brokers: addresses.split(',').map((address) => `${address}:${port}`) };
    const producing = await startTimedProducer(access);
    const beganMs = performance.now();
    await restartInstance(clients, id);
    await untilStatus(clients, id, 'RUNNING');
    const seconds = (performance.now() - beganMs) / 1000;
    const { longestStallMs, messages } = await producing.stop();
    const kept = await countMessages(access);
    if (kept < messages) throw new Error(`${messages} messages were acknowledged, ${kept} are there.`);
    await deleteInstance(clients, id);
    await untilGone(clients, id);
    return { seconds, longestStallMs, messages };
  } finally {
    await server.dispose();
  }
}

async function startTimedProducer(access: KafkaAccess) {
  const client = kafkaClient(access);
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 3, replicationFactor: 3 }] });
  await admin.disconnect();
  const producer = client.producer({ maxInFlightRequests: 1 });
  await producer.connect();
  const send = (key: string) => producer.send({ topic, acks: -1, messages: [{ key, value: key }] });
  // The first message waits for the connection and for leaders, which is no stall of a restart.
  await send('first');
  let messages = 1;
  let longestStallMs = 0;
  const stopping = new AbortController();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const sentAt = performance.now();
      await send(String(messages));
      longestStallMs = Math.max(longestStallMs, performance.now() - sentAt);
      messages += 1;
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await loop;
      await producer.disconnect();
      return { longestStallMs, messages };
    },
  };
}

async function countMessages(access: KafkaAccess): Promise<number> {
  const admin = kafkaClient(access).admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return offsets.reduce((total, { high, low }) => total + Number(high) - Number(low), 0);
}

import assert from 'node:assert/strict';
import kafkajs from 'kafkajs';
import { kafkaClient, type KafkaAccess } from './kafka-client.ts';
import { until } from './until.ts';

/** How long anything may take to show; nothing here is a measurement. */
const showsMs = 60_000;

/** Waits until it is so. */
export async function shows(what: string, ask: () => Promise<boolean>): Promise<void> {
  await until(what, showsMs, async () => ((await ask()) ? true : undefined));
}

/** Does something as a Kafka client's administrator. */
export async function withAdmin<T>(
  access: KafkaAccess,
  work: (admin: kafkajs.Admin) => Promise<T>,
): Promise<T> {
  const admin = kafkaClient(access).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** How many of the brokers let the user in. */
export async function countLogins({ brokers, login }: KafkaAccess): Promise<number> {
  assert.ok(login);
  const answers = await Promise.all(brokers.map((broker) => letsIn({ brokers: [broker], login })));
  return answers.filter(Boolean).length;
}

async function letsIn({ brokers, login }: Required<KafkaAccess>): Promise<boolean> {
  const { ca, mechanism, username, password } = login;
  const admin = new kafkajs.Kafka({
    brokers: [...brokers],
    logLevel: kafkajs.logLevel.NOTHING,
    ...(ca === '' ? {} : { ssl: { ca: [ca] } }),
    sasl: { mechanism: mechanism as 'plain', username, password },
    connectionTimeout: 10_000,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    return true;
  } catch (error) {
    // Anything else would prove nothing.
    assert.match(String(error), /SASL|authentication/i);
    return false;
  } finally {
    await admin.disconnect();
  }
}

/** True where the brokers take a message, false where they deny it. */
export async function sends(access: KafkaAccess, topic: string): Promise<boolean> {
  const producer = kafkaClient(access).producer();
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, messages: [{ key: 'k', value: 'v' }] });
    return true;
  } catch (error) {
    assert.match(String(error), /authorized|authorization/i);
    return false;
  } finally {
    await producer.disconnect();
  }
}

/**
 * Has a group read the one partition of a topic until it has `count` messages and `isCommitted` says that all of them are
 * committed, then does `meanwhile`; answers the first message's offset.
 */
export async function consumeInGroup(
  access: KafkaAccess,
  { groupId, topic, count }: { readonly groupId: string; readonly topic: string; readonly count: number },
  isCommitted: () => Promise<boolean>,
  meanwhile: () => Promise<void> = async () => {},
): Promise<string | undefined> {
  // A disconnect waits for fetches that are under way: five seconds with the default, where nothing more comes.
  const consumer = kafkaClient(access).consumer({ groupId, maxWaitTimeInMs: 200 });
  const offsets: string[] = [];
  const enough = Promise.withResolvers<void>();
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        offsets.push(message.offset);
        if (offsets.length >= count) enough.resolve();
      },
    });
    await enough.promise;
    await shows('all is committed', async () => {
      // kafkajs 2.2.4 does not commit again what it could not commit, until there is more to read.
      const offset = String(Number(offsets.at(-1)) + 1);
      await consumer.commitOffsets([{ topic, partition: 0, offset }]);
      return isCommitted();
    });
    await meanwhile();
  } finally {
    await consumer.disconnect();
  }
  return offsets[0];
}

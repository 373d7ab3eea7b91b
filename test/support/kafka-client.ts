import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import kafkajs, { type Admin, type ISocketFactoryArgs, type KafkaConfig, type Producer } from 'kafkajs';

/** How a client reaches a cluster: bootstrap addresses, and a login where the listener asks for one. */
export interface KafkaAccess {
  readonly brokers: readonly string[];
  readonly login?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
    /** Empty where the listener has no TLS. */
    readonly ca: string;
  };
}

/** The same, also to a listener that has TLS and asks for no login. */
export interface AnyKafkaAccess extends KafkaAccess {
  readonly tls?: { readonly ca: string };
}

/** The CA of listeners with TLS; empty for those without. */
function authorityOf({ login, tls }: AnyKafkaAccess): string {
  return tls?.ca ?? login?.ca ?? '';
}

/** A Node client, with the retries that a user's producer has while a broker is away. */
export function kafkaClient(access: AnyKafkaAccess): kafkajs.Kafka {
  const { brokers, login } = access;
  const ca = authorityOf(access);
  const config: KafkaConfig = {
    brokers: [...brokers],
    clientId: 'polybroker-test',
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 10_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 40 },
  };
  if (ca !== '') config.ssl = { ca: [ca] };
  if (login !== undefined) {
    const { mechanism, username, password } = login;
    config.sasl = { mechanism, username, password } as NonNullable<KafkaConfig['sasl']>;
  }
  return new kafkajs.Kafka(config);
}

/** A client that comes from this address of the machine, and tries once. */
export function kafkaClientFrom(localAddress: string, access: AnyKafkaAccess): kafkajs.Kafka {
  const { brokers, login } = access;
  const ca = authorityOf(access);
  return new kafkajs.Kafka({
    brokers: [...brokers],
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 3000,
    retry: { retries: 0 },
    ...(login === undefined
      ? {}
      : { sasl: { mechanism: 'plain', username: login.username, password: login.password } }),
    socketFactory({ host, port, onConnect }: ISocketFactoryArgs) {
      if (ca === '') return connect({ host, port, localAddress }, onConnect);
      return connectTls({ socket: connect({ host, port, localAddress }), host, ca }, onConnect);
    },
  });
}

/**
 * Sends `count` messages with acks=all in batches, `<topic>-0` and so on. They have keys because kafkajs 2.2.4 deals
 * keyless ones out anew when it sends again to a topic whose leaders were not all there, and so loses some.
 */
export async function produce(access: KafkaAccess, topic: string, count: number): Promise<void> {
  const producer = kafkaClient(access).producer();
  await producer.connect();
  try {
    for (let first = 0; first < count; first += 500) {
      const messages = Array.from({ length: Math.min(500, count - first) }, (_, index) => ({
        key: String(first + index),
        value: `${topic}-${first + index}`,
      }));
      await producer.send({ topic, acks: -1, messages });
    }
  } finally {
    await producer.disconnect();
  }
}

/** Reads a topic from the beginning until `count` different messages have come; answers them. */
export async function consume(access: KafkaAccess, topic: string, count: number): Promise<Set<string>> {
  // A disconnect waits for fetches that are under way: five seconds with the default, where nothing more comes.
  const consumer = kafkaClient(access).consumer({ groupId: `test-${randomUUID()}`, maxWaitTimeInMs: 200 });
  const seen = new Set<string>();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(
    () => reject(new Error(`${seen.size} of ${count} messages within a minute.`)),
    60_000,
  );
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        seen.add(message.value?.toString() ?? '');
        if (seen.size >= count) resolve();
      },
    });
    await promise;
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
  return seen;
}

export const kcatInstalled = spawnSync('kcat', ['-V']).status === 0;

/** Runs kcat and answers what it printed. Without a file with the CA it logs in without TLS. */
export async function kcat(
  access: KafkaAccess,
  caFile: string | null,
  args: string[],
  input = '',
): Promise<string> {
  const settings = access.login
    ? [
        `security.protocol=${caFile === null ? 'SASL_PLAINTEXT' : 'SASL_SSL'}`,
        `sasl.mechanisms=${access.login.mechanism.toUpperCase()}`,
        `sasl.username=${access.login.username}`,
        `sasl.password=${access.login.password}`,
        ...(caFile === null ? [] : [`ssl.ca.location=${caFile}`]),
      ]
    : [];
  const child = spawn('kcat', [
    '-b',
    access.brokers.join(','),
    ...settings.flatMap((one) => ['-X', one]),
    ...args,
  ]);
  let output = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  child.stdin.end(input);
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`kcat ended with ${String(code)}: ${complaints}`);
  return output;
}

export type { Admin, Producer };

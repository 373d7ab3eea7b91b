import { connect } from 'node:net';
import kafkajs, { type ISocketFactoryArgs } from 'kafkajs';

/** A client without a login and without patience, at an address of its own. */
export function clientFrom(brokers: readonly string[], localAddress: string): kafkajs.Kafka {
  return new kafkajs.Kafka({
    brokers: [...brokers],
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 3000,
    retry: { retries: 0 },
    socketFactory: ({ host, port, onConnect }: ISocketFactoryArgs) =>
      connect({ host, port, localAddress }, onConnect),
  });
}

/** The topics that brokers tell such a client. Rejects where they do not let it in. */
export async function topicsSeenFrom(
  brokers: readonly string[],
  localAddress: string,
): Promise<readonly string[]> {
  const admin = clientFrom(brokers, localAddress).admin();
  try {
    await admin.connect();
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}

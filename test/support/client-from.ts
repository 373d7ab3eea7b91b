import type kafkajs from 'kafkajs';
import { kafkaClientFrom } from './kafka-client.ts';

/** A client without a login and without patience, at an address of its own. */
export function clientFrom(brokers: readonly string[], localAddress: string): kafkajs.Kafka {
  return kafkaClientFrom(localAddress, { brokers });
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

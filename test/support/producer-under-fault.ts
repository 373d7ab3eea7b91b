import { kafkaClient, type KafkaAccess } from './kafka-client.ts';
import { until } from './until.ts';

/** A producer that sends one acks=all message after the other while something is being broken. */
export interface ProducerUnderFault {
  /** Values of the messages that were acknowledged so far. */
  readonly acknowledged: readonly string[];
  /** How often the producer lost a connection to a broker. */
  disconnects(): number;
  /** Waits until this many more messages are acknowledged from now on. */
  goesOn(count: number, withinMs: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startProducing(access: KafkaAccess, topic: string): Promise<ProducerUnderFault> {
  const producer = kafkaClient(access).producer({ maxInFlightRequests: 1, idempotent: false });
  let disconnects = 0;
  producer.on('producer.disconnect', () => (disconnects += 1));
  producer.on('producer.network.request_timeout', () => (disconnects += 1));
  await producer.connect();
  const acknowledged: string[] = [];
  const stopping = new AbortController();
  let failure: unknown;
  const loop = (async () => {
    // With keys: kafkajs 2.2.4 deals keyless messages out anew when it sends again, and so loses some.
    for (let number = 0; !stopping.signal.aborted; number += 1) {
      const value = `${topic}-${number}`;
      await producer.send({ topic, acks: -1, messages: [{ key: value, value }] });
      acknowledged.push(value);
    }
  })().catch((error: unknown) => {
    failure = error;
  });
  return {
    acknowledged,
    disconnects: () => disconnects,
    async goesOn(count, withinMs) {
      const before = acknowledged.length;
      await until(`${count} more messages are acknowledged`, withinMs, () =>
        failure !== undefined || acknowledged.length >= before + count ? true : undefined,
      );
      if (failure !== undefined) throw failure as Error;
    },
    async stop() {
      stopping.abort();
      await loop;
      await producer.disconnect();
      if (failure !== undefined) throw failure as Error;
    },
  };
}

import { createRequire } from 'node:module';

/** A producer and a consumer of ali-ons, which speaks RocketMQ's remoting protocol in JavaScript and has no types. */
export interface OnsProducer {
  ready(): Promise<void>;
  send(
    message: object,
  ): Promise<{ readonly sendStatus: string; readonly msgId: string; readonly offsetMsgId: string }>;
  close(): Promise<void>;
}

export interface OnsMessage {
  readonly msgId: string;
  readonly topic: string;
  readonly body: Buffer;
  readonly tags?: string;
  readonly keys?: string;
  readonly reconsumeTimes: number;
}

export interface OnsConsumer {
  ready(): Promise<void>;
  subscribe(topic: string, tags: string, handle: (message: OnsMessage) => Promise<unknown>): void;
  on(event: 'error', listener: (error: Error) => void): void;
  close(): Promise<void>;
}

interface OnsModule {
  readonly Producer: (new (options: object) => OnsProducer & Pick<OnsConsumer, 'on'>) & {
    defaultProducer?: OnsProducer | null;
  };
  readonly Consumer: (new (options: object) => OnsConsumer) & { readonly ACTION_RETRY: unknown };
  readonly Message: new (topic: string, tags: string, body: string) => { keys?: string };
}

export const ons = createRequire(import.meta.url)('ali-ons') as OnsModule;

export interface OnsAccess {
  /** `address:port` of one name server. */
  readonly nameSrv: string;
  readonly login?: { readonly accessKey: string; readonly secretKey: string };
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

function options({ nameSrv, login }: OnsAccess): object {
  return {
    nameSrv,
    httpclient: {},
    logger: silent,
    ...(login === undefined ? {} : { accessKeyId: login.accessKey, accessKeySecret: login.secretKey }),
    // Clients ask for routes twice a minute otherwise, and would not notice a new leader before.
    pollNameServerInteval: 1000,
    heartbeatBrokerInterval: 1000,
    rebalanceInterval: 1000,
    persistConsumerOffsetInterval: 1000,
  };
}

/** Its errors go to nobody: what matters is what its calls answer. */
export async function startProducer(access: OnsAccess, producerGroup: string): Promise<OnsProducer> {
  const producer = new ons.Producer({ ...options(access), producerGroup, retryTimesWhenSendFailed: 0 });
  producer.on('error', () => undefined);
  await producer.ready();
  return producer;
}

export async function startConsumer(
  access: OnsAccess,
  consumerGroup: string,
  topic: string,
  handle: (message: OnsMessage) => Promise<unknown>,
): Promise<OnsConsumer> {
  const consumer = new ons.Consumer({ ...options(access), consumerGroup });
  consumer.on('error', () => undefined);
  // It looks whether this is an async function.
  consumer.subscribe(topic, '*', async (message) => await handle(message));
  await consumer.ready();
  return consumer;
}

/** Ends the producer that ali-ons makes for itself beside the first client, and with which a test file would never end. */
export async function closeHiddenProducer(): Promise<void> {
  await ons.Producer.defaultProducer?.close();
  ons.Producer.defaultProducer = null;
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface PassedOn {
  readonly way: 'remoting' | 'grpc';
  /** `address:port` of a name server, or of a proxy for gRPC. */
  readonly address: string;
  readonly login?: { readonly accessKey: string; readonly secretKey: string };
  readonly topic: string;
  readonly group: string;
  readonly text: string;
}

/**
 * What a consumer of the group gets of what a producer sends to the topic. In a thread of its own, because RocketMQ's JavaScript clients
 * keep timers after they were closed, with which no test file would end.
 */
export async function passedOn(order: PassedOn): Promise<unknown> {
  const worker = new Worker(new URL('rocketmq-passed-on-worker.ts', import.meta.url), { workerData: order });
  try {
    const [text] = (await once(worker, 'message')) as readonly unknown[];
    return text;
  } finally {
    await worker.terminate();
  }
}

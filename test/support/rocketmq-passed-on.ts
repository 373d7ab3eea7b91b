import { answerOfThread } from './answer-of-thread.ts';

export interface PassedOn {
  readonly way: 'remoting' | 'grpc';
  /** `address:port` of a name server, or of a proxy for gRPC. */
  readonly address: string;
  readonly login?: { readonly accessKey: string; readonly secretKey: string };
  readonly topic: string;
  readonly group: string;
  readonly text: string;
}

/** What a consumer of the group gets of what a producer sends to the topic. */
export function passedOn(order: PassedOn): Promise<unknown> {
  return answerOfThread(new URL('rocketmq-passed-on-worker.ts', import.meta.url), order);
}

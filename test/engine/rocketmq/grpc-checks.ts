import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, rocketmqPorts } from '../../../src/engines/rocketmq/cluster-layout.ts';
import { answerOfThread } from '../../support/answer-of-thread.ts';
import { type AdministeredRocketmq, everything } from './administered-rocketmq.ts';

export interface GrpcOrder {
  readonly access: {
    readonly endpoints: string;
    readonly namespace: string;
    readonly sessionCredentials: { readonly accessKey: string; readonly accessSecret: string };
  };
  readonly topics: Readonly<Record<'normal' | 'fifo' | 'delay', string>>;
}

export interface GrpcAnswer {
  readonly normal: readonly string[];
  readonly fifo: readonly string[];
  readonly delay: readonly string[];
  readonly cameTooEarly: boolean;
}

/** What clients of the gRPC proxy get. */
export function grpcChecks(cluster: () => AdministeredRocketmq): void {
  test('a gRPC client sends and consumes normal, ordered and delayed messages', async () => {
    const { admin, running, leaderOf } = cluster();
    const topics = { normal: 'grpc-normal', fifo: 'grpc-fifo', delay: 'grpc-delay' };
    for (const messageType of ['normal', 'fifo', 'delay'] as const) {
      const name = topics[messageType];
      await admin.topics.create({
        name,
        permission: 'all',
        messageType,
        brokers: [{ brokerName: 'broker-1', readQueues: 1, writeQueues: 1 }],
      });
      await admin.groups.create({
        name: `${name}-readers`,
        enabled: true,
        broadcast: true,
        orderly: messageType === 'fifo',
        retryMaxTimes: 3,
      });
    }
    const leader = addressOf(running.cluster.addresses, await leaderOf('broker-1'));
    const access = {
      endpoints: `${leader}:${rocketmqPorts.grpc}`,
      namespace: '',
      sessionCredentials: { accessKey: everything.accessKey, accessSecret: everything.secretKey },
    };
    const order: GrpcOrder = { access, topics };
    const expected: GrpcAnswer = {
      normal: ['n'],
      fifo: ['1', '2', '3'],
      delay: ['d'],
      cameTooEarly: false,
    };
    assert.deepEqual(await answerOfThread(new URL('grpc-worker.ts', import.meta.url), order), expected);
  });
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { addressOf, rocketmqPorts } from '../../../src/engines/rocketmq/cluster-layout.ts';
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
    assert.deepEqual(await ofClient({ access, topics }), {
      normal: ['n'],
      fifo: ['1', '2', '3'],
      delay: ['d'],
      cameTooEarly: false,
    });
  });
}

/** In a thread of its own, because the client keeps timers after it was closed, with which no test file would end. */
async function ofClient(order: GrpcOrder): Promise<GrpcAnswer> {
  const worker = new Worker(new URL('grpc-worker.ts', import.meta.url), { workerData: order });
  try {
    const [answer] = (await once(worker, 'message')) as readonly GrpcAnswer[];
    assert.ok(answer);
    return answer;
  } finally {
    await worker.terminate();
  }
}

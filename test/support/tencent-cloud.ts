import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { Cloud, WireRequest } from '../../src/clouds/cloud.ts';
import { offeredKafkaVersions } from '../../src/clouds/tencent/ckafka/offered-versions.ts';
import { createTencentCloud } from '../../src/clouds/tencent/dialect.ts';
import { newInstanceId } from '../../src/clouds/tencent/instance-id.ts';
import { networkId } from '../../src/clouds/tencent/network-id.ts';
import { createThrottle } from '../../src/clouds/throttle.ts';
import type { Endpoint, KafkaInstance } from '../../src/domain/instance/instance.ts';
import type { PriceTable } from '../../src/domain/price/price-table.ts';
import { canUpgrade } from '../../src/engines/kafka/versions.ts';
import type { Store } from '../../src/domain/store.ts';
import { type ComposedOptions, composeServices } from './composed-services.ts';
import { openTestStore } from './open-test-store.ts';
import { addOwners, alice, bob, now } from './owners.ts';
import { type ReconcilerHand, reconcilerHand } from './reconciler-hand.ts';
import { type TencentRequest, tencentSigned } from './tencent-signing.ts';
import { assertAnswerFits } from './tencent-shape.ts';

export interface TencentReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly response: any;
}

/** Tencent's dialect over the real store, with two owners, their default networks, a clock that tests move, and a reconciler's hand. */
export interface TencentTestCloud extends ReconcilerHand {
  readonly cloud: Cloud;
  readonly store: Store;
  /** What was reported to the log. */
  readonly defects: readonly object[];
  /** Parameters of CreatePostPaidInstance that are valid for `alice`: the seed's first example. */
  readonly order: Readonly<Record<string, unknown>>;
  readonly handle: (request: WireRequest) => Promise<TencentReply>;
  /** Signs and sends a call, as `alice` unless told otherwise. */
  readonly send: (request: TencentRequest, owner?: typeof alice) => Promise<TencentReply>;
  /** The same for a call of CKafka that must succeed, and whose answer must be of the cloud's shape; answers its `Result`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly call: (action: string, parameters?: unknown) => Promise<any>;
  /** The code of a call of CKafka that must be refused. */
  readonly refused: (action: string, parameters?: unknown) => Promise<{ Code: string; Message: string }>;
  /** Orders an instance of `alice`, and answers its id. */
  readonly create: (changes?: object) => Promise<string>;
  /** Makes an instance run, its three brokers at 127.64.0.1 to 127.64.0.3. */
  readonly run: (id: string) => Promise<void>;
  /** An instance of `alice` as it is kept. */
  readonly stored: (id: string) => Promise<KafkaInstance>;
  /** How many instances `alice` has. */
  readonly count: () => Promise<number>;
  readonly tick: (ms: number) => void;
}

export interface TencentTestOptions extends Omit<ComposedOptions, 'nowMs'> {
  readonly requestsPerSecond?: number;
  readonly kafkaVersions?: readonly string[];
  readonly spendingLimit?: number | null;
}

export async function createTencentTestCloud(
  t: TestContext,
  {
    requestsPerSecond = 1_000_000,
    kafkaVersions = offeredKafkaVersions,
    spendingLimit = null,
    ...options
  }: TencentTestOptions = {},
): Promise<TencentTestCloud> {
  const { store, workQueue } = await openTestStore(t);
  await addOwners(store, [alice, bob]);
  let timeMs = now;
  const nowMs = () => timeMs;
  const { services, defects } = composeServices(store, { ...options, nowMs });
  const hand = reconcilerHand(workQueue, nowMs);
  const cloud = createTencentCloud({
    ...services,
    instances: services.kafkaInstances,
    kafkaVersions,
    canUpgrade,
    prices,
    spendingLimit,
    newInstanceId: () => newInstanceId(randomInt),
    randomInteger: randomInt,
    throttle: createThrottle({ perSecond: requestsPerSecond, burst: requestsPerSecond, nowMs }),
  });
  const [vpc] = await store.networks.listVpcs(alice.caller.projectId);
  const [subnet] = await store.networks.listSubnets(alice.caller.projectId);
  const order = {
    InstanceName: 'test55',
    VpcId: networkId('vpc', vpc?.id ?? ''),
    SubnetId: networkId('subnet', subnet?.id ?? ''),
    ZoneId: 450001,
    InstanceType: 1,
    KafkaVersion: '2.4.2',
    SpecificationsType: 'profession',
    DiskSize: 200,
    BandWidth: 20,
    Partition: 400,
    DiskType: 'CLOUD_BASIC',
    PublicNetworkMonthly: 0,
  };

  async function handle(request: WireRequest): Promise<TencentReply> {
    const { status, headers, body } = await cloud.handle(request);
    const { Response: response } = JSON.parse(String(body)) as { Response: unknown };
    return { status, headers, response };
  }

  const send: TencentTestCloud['send'] = (request, owner = alice) =>
    handle(tencentSigned(request, owner, nowMs()));

  const call: TencentTestCloud['call'] = async (action, parameters = {}) => {
    const { response } = await send({ action, parameters });
    assert.equal(response.Error, undefined, JSON.stringify(response));
    assertAnswerFits(action, response);
    return response.Result;
  };

  return {
    cloud,
    store,
    defects,
    order,
    handle,
    send,
    call,
    async refused(action, parameters = {}) {
      const { status, response } = await send({ action, parameters });
      assert.equal(status, 200);
      assert.ok(response.Error, `${action} was accepted`);
      return response.Error;
    },
    async create(changes = {}) {
      const { Data: data } = await call('CreatePostPaidInstance', { ...order, ...changes });
      return data.InstanceId;
    },
    run: (id) => hand.bringUp(id, endpoints),
    async stored(id) {
      const found = await store.instances.find(alice.caller.projectId, id);
      assert.ok(found?.engine === 'kafka');
      return found;
    },
    count: () => store.instances.count(alice.caller.projectId),
    tick: (ms) => void (timeMs += ms),
    ...hand,
  };
}

/** The order of `order` costs 100 + 20 × 10 + 200 × 0.5 + 400 × 0.25 = 500 a month. */
const prices: PriceTable = {
  currency: 'CNY',
  instance: 100,
  bandwidthMibps: 10,
  storageGib: 0.5,
  partition: 0.25,
  topic: 0,
  publicMbitps: 20,
};

const endpoints = [1, 2, 3].flatMap((number): readonly Endpoint[] => {
  const [member, address] = [`broker-${number}`, `127.64.0.${number}`];
  return [
    { member, listener: 'client-plaintext', address, port: 9092 },
    { member, listener: 'internal', address, port: 9999 },
  ];
});

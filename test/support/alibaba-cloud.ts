import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import type { TestContext } from 'node:test';
import { offeredKafkaVersions } from '../../src/clouds/alibaba/alikafka/offered-versions.ts';
import { createAlibabaCloud } from '../../src/clouds/alibaba/dialect.ts';
import { networkId } from '../../src/clouds/alibaba/network-id.ts';
import type { Operation } from '../../src/clouds/alibaba/operation.ts';
import type { Cloud, WireRequest } from '../../src/clouds/cloud.ts';
import { createThrottle } from '../../src/clouds/throttle.ts';
import type { Endpoint, KafkaInstance } from '../../src/domain/instance/instance.ts';
import type { Store } from '../../src/domain/store.ts';
import { type AlibabaRequest, alibabaSigned } from './alibaba-signing.ts';
import { type ComposedOptions, composeServices } from './composed-services.ts';
import { openTestStore } from './open-test-store.ts';
import { addOwners, alice, bob, now } from './owners.ts';
import { type ReconcilerHand, reconcilerHand } from './reconciler-hand.ts';

export interface AlibabaReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly json: any;
}

/** Alibaba's dialect over the real store, with two owners, their default networks, a clock that tests move, and a reconciler's hand. */
export interface AlibabaTestCloud extends ReconcilerHand {
  readonly cloud: Cloud;
  readonly store: Store;
  /** What was reported to the log. */
  readonly defects: readonly object[];
  readonly handle: (request: WireRequest) => Promise<AlibabaReply>;
  /** Signs and sends a call, as `alice` unless told otherwise. */
  readonly send: (request: AlibabaRequest, owner?: typeof alice) => Promise<AlibabaReply>;
  /** The same for a call that must succeed. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly call: (action: string, parameters?: AlibabaRequest['parameters']) => Promise<any>;
  /** The refusal of a call that must be refused. */
  readonly refused: (
    action: string,
    parameters?: AlibabaRequest['parameters'],
  ) => Promise<{ status: number; Code: string; Message: string }>;
  /** Orders an instance of `alice`, and answers its id. */
  readonly buy: (changes?: AlibabaRequest['parameters']) => Promise<string>;
  /** What GetInstanceList shows of an instance. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly shown: (id: string) => Promise<any>;
  /** Parameters of StartInstance that are valid for an instance of `alice`. */
  readonly place: Readonly<{ VpcId: string; VSwitchId: string; ZoneId: string }>;
  /** Orders and deploys an instance of `alice`, its three brokers at 127.64.0.1 to 127.64.0.3. */
  readonly run: (changes?: AlibabaRequest['parameters']) => Promise<string>;
  /** An instance of `alice` as it is kept. */
  readonly stored: (id: string) => Promise<KafkaInstance>;
  readonly nowMs: () => number;
  readonly tick: (ms: number) => void;
}

export interface AlibabaTestOptions extends Omit<ComposedOptions, 'nowMs'> {
  readonly requestsPerSecond?: number;
  readonly startsPerSecond?: number;
  /** Where the clock stands at first. */
  readonly atMs?: number;
  readonly operations?: readonly Operation[];
}

export async function createAlibabaTestCloud(
  t: TestContext,
  {
    requestsPerSecond = 1_000_000,
    startsPerSecond = 1_000_000,
    atMs = now,
    operations,
    ...options
  }: AlibabaTestOptions = {},
): Promise<AlibabaTestCloud> {
  const { store, workQueue } = await openTestStore(t);
  await addOwners(store, [alice, bob]);
  let timeMs = atMs;
  const nowMs = () => timeMs;
  const { services, defects } = composeServices(store, { ...options, nowMs });
  const limit = (perSecond: number) => createThrottle({ perSecond, burst: perSecond, nowMs });
  const cloud = createAlibabaCloud({
    ...services,
    instances: services.kafkaInstances,
    kafkaVersions: offeredKafkaVersions,
    randomInteger: randomInt,
    throttle: limit(requestsPerSecond),
    startThrottle: limit(startsPerSecond),
    ...(operations === undefined ? {} : { operations }),
  });

  async function handle(request: WireRequest): Promise<AlibabaReply> {
    const { status, headers, body } = await cloud.handle(request);
    const text = String(body);
    return { status, headers, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
  }

  const send: AlibabaTestCloud['send'] = (request, owner = alice) =>
    handle(alibabaSigned(request, owner, nowMs()));

  const call: AlibabaTestCloud['call'] = async (action, parameters = {}) => {
    const { status, text, json } = await send(requestOf(action, parameters));
    assert.equal(status, 200, text);
    return json;
  };

  const [vpc] = await store.networks.listVpcs(alice.caller.projectId);
  const [subnet] = await store.networks.listSubnets(alice.caller.projectId);
  const place = {
    VpcId: networkId('vpc', vpc?.id ?? ''),
    VSwitchId: networkId('vsw', subnet?.id ?? ''),
    ZoneId: 'zonea',
  };
  const hand = reconcilerHand(workQueue, nowMs);

  async function buy(changes: AlibabaRequest['parameters'] = {}): Promise<string> {
    const order = { DeployType: 5, IoMax: 20, DiskSize: 500, TopicQuota: 50, ...changes };
    const { OrderId: orderId } = await call('CreatePostPayOrder', order);
    const { RegionId: region = 'cn-hangzhou' } = changes;
    const { InstanceList: list } = await call('GetInstanceList', { OrderId: orderId, RegionId: region });
    return list.InstanceVO[0].InstanceId;
  }

  return {
    cloud,
    store,
    defects,
    handle,
    send,
    call,
    async refused(action, parameters = {}) {
      const { status, text, json } = await send(requestOf(action, parameters));
      assert.notEqual(status, 200, text);
      return { status, ...json };
    },
    buy,
    place,
    async shown(id) {
      const { InstanceList: list } = await call('GetInstanceList', { 'InstanceId.1': id });
      assert.equal(list.InstanceVO.length, 1);
      return list.InstanceVO[0];
    },
    async run(changes = {}) {
      const id = await buy();
      await call('StartInstance', { InstanceId: id, ...place, ...changes });
      await hand.bringUp(id, endpoints);
      return id;
    },
    async stored(id) {
      const found = await store.instances.find(alice.caller.projectId, id);
      assert.ok(found?.engine === 'kafka');
      return found;
    },
    nowMs,
    tick: (ms) => void (timeMs += ms),
    ...hand,
  };
}

const endpoints = [1, 2, 3].flatMap((number): readonly Endpoint[] => {
  const [member, address] = [`broker-${number}`, `127.64.0.${number}`];
  return [
    { member, listener: 'client-plaintext', address, port: 9092 },
    { member, listener: 'client-sasl-tls', address, port: 9093 },
    { member, listener: 'internal', address, port: 9999 },
  ];
});

function requestOf(action: string, parameters: AlibabaRequest['parameters'] = {}): AlibabaRequest {
  return { action, parameters, product: productOf(action) };
}

function productOf(action: string): NonNullable<AlibabaRequest['product']> {
  if (/Vpc|VSwitch/.test(action)) return 'vpc';
  if (action.includes('SecurityGroup')) return 'ecs';
  if (/^(Get|List)Roles?$/.test(action)) return 'ram';
  return action === 'DescribeEndpoints' ? 'location' : 'alikafka';
}

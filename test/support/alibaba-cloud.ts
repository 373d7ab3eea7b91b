import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import type { TestContext } from 'node:test';
import { offeredKafkaVersions } from '../../src/clouds/alibaba/alikafka/offered-versions.ts';
import { createAlibabaCloud } from '../../src/clouds/alibaba/dialect.ts';
import type { Operation } from '../../src/clouds/alibaba/operation.ts';
import type { Cloud, WireRequest } from '../../src/clouds/cloud.ts';
import { createThrottle } from '../../src/clouds/throttle.ts';
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
  readonly nowMs: () => number;
  readonly tick: (ms: number) => void;
}

export interface AlibabaTestOptions extends Omit<ComposedOptions, 'nowMs'> {
  readonly requestsPerSecond?: number;
  readonly startsPerSecond?: number;
  readonly operations?: readonly Operation[];
}

export async function createAlibabaTestCloud(
  t: TestContext,
  {
    requestsPerSecond = 1_000_000,
    startsPerSecond = 1_000_000,
    operations,
    ...options
  }: AlibabaTestOptions = {},
): Promise<AlibabaTestCloud> {
  const { store, workQueue } = await openTestStore(t);
  await addOwners(store, [alice, bob]);
  let timeMs = now;
  const nowMs = () => timeMs;
  const { services, defects } = composeServices(store, { ...options, nowMs });
  const limit = (perSecond: number) => createThrottle({ perSecond, burst: perSecond, nowMs });
  const cloud = createAlibabaCloud({
    ...services,
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

  return {
    cloud,
    store,
    defects,
    handle,
    send,
    async call(action, parameters = {}) {
      const { status, text, json } = await send(requestOf(action, parameters));
      assert.equal(status, 200, text);
      return json;
    },
    async refused(action, parameters = {}) {
      const { status, text, json } = await send(requestOf(action, parameters));
      assert.notEqual(status, 200, text);
      return { status, ...json };
    },
    nowMs,
    tick: (ms) => void (timeMs += ms),
    ...reconcilerHand(workQueue, nowMs),
  };
}

function requestOf(action: string, parameters: AlibabaRequest['parameters'] = {}): AlibabaRequest {
  return { action, parameters, product: productOf(action) };
}

function productOf(action: string): NonNullable<AlibabaRequest['product']> {
  if (/Vpc|VSwitch/.test(action)) return 'vpc';
  if (action.includes('SecurityGroup')) return 'ecs';
  return action === 'DescribeEndpoints' ? 'location' : 'alikafka';
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Cloud, WireRequest } from '../../src/clouds/cloud.ts';
import { createHuaweiCloud } from '../../src/clouds/huawei/dialect.ts';
import type { AccessKey } from '../../src/domain/identity/access-key.ts';
import { createInstanceService } from '../../src/domain/instance/instance-service.ts';
import type { Instance } from '../../src/domain/instance/instance.ts';
import { createDefaultNetwork } from '../../src/domain/network/default-network.ts';
import { createNetworkService } from '../../src/domain/network/network-service.ts';
import { exampleBody } from './huawei-create-body.ts';
import { signedRequest } from './huawei-signing.ts';
import type { UnsignedRequest } from './huawei-signing.ts';
import { createMemoryStore } from './memory-store.ts';
import type { MemoryStore } from './memory-store.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly json: any;
}

/** Huawei's dialect over a store in memory, with two owners, their default networks and a clock that stands still. */
export interface HuaweiTestCloud {
  readonly cloud: Cloud;
  readonly store: MemoryStore;
  /** What was reported to the log. */
  readonly defects: readonly object[];
  /** A create body that is valid for `alice`. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly handle: (request: WireRequest) => Promise<Reply>;
  /** Signs and sends a request, as `alice` unless told otherwise. */
  readonly send: (method: string, target: string, json?: unknown, owner?: AccessKey) => Promise<Reply>;
  /** Creates an instance of `alice` and answers its id. */
  readonly create: (changes?: object) => Promise<string>;
  /** Changes an instance as the reconciler would. */
  readonly change: (id: string, changes: Partial<Instance>) => void;
}

export const now = Date.UTC(2026, 10, 21, 3, 0, 0);
export const alice = ownerOf('AKALICE', 'alice-project');
export const bob = ownerOf('AKBOB', 'bob-project');
/** The paths of alice's project begin so. */
export const home = '/v2/alice-project';

export function ownerOf(accessKey: string, projectId: string): AccessKey {
  const caller = {
    accountId: 'account',
    accountName: 'account',
    projectId,
    projectName: 'cn-north-4',
    userId: `user-of-${projectId}`,
    userName: 'someone',
  };
  return { accessKey, secretKey: `secret of ${accessKey}`, caller };
}

export function signed(request: UnsignedRequest, owner = alice, atMs = now): WireRequest {
  return signedRequest(request, owner, { atMs });
}

export async function createTestCloud(): Promise<HuaweiTestCloud> {
  const store = createMemoryStore();
  const defects: object[] = [];
  for (const owner of [alice, bob]) {
    await store.identity.saveAccessKey(owner);
    await createDefaultNetwork(store, owner.caller.projectId, randomUUID, now);
  }
  const networks = createNetworkService(store.networks);
  const instances = createInstanceService({
    store,
    networks,
    nowMs: () => now,
    newId: randomUUID,
    wake: () => {},
  });
  const cloud = createHuaweiCloud({
    instances,
    networks,
    identity: store.identity,
    region: 'cn-north-4',
    kafkaVersions: ['2.3.0'],
    nowMs: () => now,
    log: { error: (fields) => void defects.push(fields) },
  });
  const project = alice.caller.projectId;
  const [vpc] = await store.networks.listVpcs(project);
  const [subnet] = await store.networks.listSubnets(project);
  const [group] = await store.networks.listSecurityGroups(project);
  const body = { ...exampleBody, vpc_id: vpc?.id, subnet_id: subnet?.id, security_group_id: group?.id };

  async function handle(request: WireRequest): Promise<Reply> {
    const { status, headers, body: text } = await cloud.handle(request);
    return { status, headers, json: text === undefined ? undefined : JSON.parse(text) };
  }

  function send(method: string, target: string, json?: unknown, owner = alice): Promise<Reply> {
    const text = json === undefined ? '' : JSON.stringify(json);
    return handle(signed({ method, target, body: text }, owner));
  }

  return {
    cloud,
    store,
    defects,
    body,
    handle,
    send,
    async create(changes = {}) {
      const reply = await send('POST', `${home}/instances`, { ...body, ...changes });
      assert.equal(reply.status, 200, JSON.stringify(reply.json));
      return reply.json.instance_id;
    },
    change(id, changes) {
      const row = store.instanceRows.get(id);
      assert.ok(row);
      store.instanceRows.set(id, { ...row, ...changes });
    },
  };
}

import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Cloud, WireRequest } from '../../src/clouds/cloud.ts';
import { createHuaweiCloud } from '../../src/clouds/huawei/dialect.ts';
import { createThrottle } from '../../src/clouds/throttle.ts';
import type { Administrations } from '../../src/domain/administration/cluster-administration.ts';
import { createConsumerGroupService } from '../../src/domain/consumer-group/consumer-group-service.ts';
import { createRunningClusters } from '../../src/domain/administration/running-clusters.ts';
import { DomainError } from '../../src/domain/errors.ts';
import type { AccessKey } from '../../src/domain/identity/access-key.ts';
import { hashPassword } from '../../src/domain/identity/password.ts';
import { createTokenService } from '../../src/domain/identity/token-service.ts';
import { createInstanceUserService } from '../../src/domain/instance-user/instance-user-service.ts';
import { createInstanceService } from '../../src/domain/instance/instance-service.ts';
import { createStoragePlaces } from '../../src/domain/instance/storage-places.ts';
import type { InstanceServiceParts } from '../../src/domain/instance/instance-service.ts';
import { createTaskRecorder } from '../../src/domain/task/task-recorder.ts';
import { createTaskService } from '../../src/domain/task/task-service.ts';
import type { Instance } from '../../src/domain/instance/instance.ts';
import { createEnterpriseProjects } from '../../src/domain/identity/enterprise-project.ts';
import { createDefaultNetwork } from '../../src/domain/network/default-network.ts';
import { createNetworkService } from '../../src/domain/network/network-service.ts';
import { settlePublicAddresses } from '../../src/domain/network/public-address-pool.ts';
import { createPublicAddressService } from '../../src/domain/network/public-address-service.ts';
import type { Store } from '../../src/domain/store.ts';
import { createSeal } from '../../src/store/sealing.ts';
import { exampleBody } from './huawei-create-body.ts';
import { signedRequest } from './huawei-signing.ts';
import type { UnsignedRequest } from './huawei-signing.ts';
import { createMemoryStore } from './memory-store.ts';
import type { MemoryStore } from './memory-store.ts';
import { silentLog } from '../../src/system/testing/silent-log.ts';

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
export const alice = ownerOf('AKALICE', 'alice-project', 'cn-north-4');
/** Of alice's account. */
export const bob = ownerOf('AKBOB', 'bob-project');
/** The paths of alice's project begin so. */
export const home = '/v2/alice-project';

export function ownerOf(accessKey: string, projectId: string, projectName = projectId): AccessKey {
  const caller = {
    accountId: 'account',
    accountName: 'account',
    projectId,
    projectName,
    userId: `user-of-${projectId}`,
    userName: `someone-of-${projectId}`,
  };
  return { accessKey, secretKey: `secret of ${accessKey}`, caller };
}

export function signed(request: UnsignedRequest, owner = alice, atMs = now): WireRequest {
  return signedRequest(request, owner, { atMs });
}

/** The password of every owner. */
export const ownersPassword = 'Owners-1';
const ownersHash = await hashPassword(ownersPassword);

/** Keeps the owner's account, project, user and key, and makes the project's network. */
export async function addOwner(store: Store, { accessKey, secretKey, caller }: AccessKey): Promise<void> {
  const { accountId, projectId, userId } = caller;
  await store.identity.saveAccount({ id: accountId, name: caller.accountName });
  await store.identity.saveProject({ id: projectId, accountId, name: caller.projectName });
  const user = { id: userId, accountId, name: caller.userName, passwordHash: ownersHash, tokenGeneration: 1 };
  await store.identity.saveUser(user);
  await store.identity.saveAccessKey({ accessKey, secretKey, projectId, userId, createdAtMs: now });
  await createDefaultNetwork(store, projectId, randomUUID, now);
}

/** One enterprise project beside the default one. */
const enterpriseProjects = createEnterpriseProjects([{ id: 'ep-1', name: 'billing' }]);
/** The pool of public addresses; the first owner gets all of them. */
export const pool = Array.from({ length: 8 }, (_, index) => `127.1.0.${index + 1}`);

/** As of brokers that are all down. */
const noBrokers: Pick<Administrations, 'of'> = {
  of: () => Promise.reject(new DomainError('instance-unavailable', 'No broker answers.')),
};
const noMembers = () => Promise.resolve(new Set<string>());

/** The dialect and all behind it but the reconciler. */
export function composeCloud(
  store: Store,
  nowMs: () => number = () => now,
  requestsPerSecond = 1_000_000,
  {
    instanceQuota = 100,
    runningMembers = noMembers,
    administrations = noBrokers,
  }: Partial<Pick<InstanceServiceParts, 'instanceQuota' | 'runningMembers'>> & {
    readonly administrations?: Pick<Administrations, 'of'>;
  } = {},
): { cloud: Cloud; defects: readonly object[] } {
  const defects: object[] = [];
  const catalog = { store, enterpriseProjects, nowMs, newId: randomUUID, limitsChanged: () => {} };
  const networks = createNetworkService(catalog);
  const instances = createInstanceService({
    storagePlaces: createStoragePlaces({ classes: new Map(), encryptionKeys: new Map() }),
    store,
    enterpriseProjects,
    nowMs,
    newId: randomUUID,
    wake: () => {},
    limitsChanged: () => {},
    runningMembers,
    instanceQuota,
  });
  const clusters = createRunningClusters({ instances: store.instances, administrations });
  const cloud = createHuaweiCloud({
    instances,
    instanceUsers: createInstanceUserService({ store, nowMs, wake: () => {} }),
    clusters,
    consumerGroups: createConsumerGroupService({ clusters, annotations: store.annotations, nowMs }),
    annotations: store.annotations,
    recordTask: createTaskRecorder({ tasks: store.tasks, nowMs, newId: randomUUID }),
    tasks: createTaskService(store),
    networks,
    publicAddresses: createPublicAddressService(catalog),
    identity: store.identity,
    tokens: createTokenService({ identity: store.identity, seal: createSeal(randomBytes(32)), nowMs }),
    usedStorageGb: () => 0,
    region: 'cn-north-4',
    kafkaVersions: ['2.3.0'],
    throttle: createThrottle({ perSecond: requestsPerSecond, burst: 2 * requestsPerSecond, nowMs }),
    nowMs,
    log: { ...silentLog, error: (fields) => void defects.push(fields) },
  });
  return { cloud, defects };
}

export async function createTestCloud(nowMs: () => number = () => now): Promise<HuaweiTestCloud> {
  const store = createMemoryStore();
  for (const owner of [alice, bob]) await addOwner(store, owner);
  await settlePublicAddresses(store, pool, alice.caller.projectId, randomUUID, now);
  const { cloud, defects } = composeCloud(store, nowMs);
  const project = alice.caller.projectId;
  const [vpc] = await store.networks.listVpcs(project);
  const [subnet] = await store.networks.listSubnets(project);
  const [group] = await store.networks.listSecurityGroups(project);
  const body = { ...exampleBody, vpc_id: vpc?.id, subnet_id: subnet?.id, security_group_id: group?.id };

  async function handle(request: WireRequest): Promise<Reply> {
    const { status, headers, body: text } = await cloud.handle(request);
    return { status, headers, json: text === undefined ? undefined : JSON.parse(String(text)) };
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

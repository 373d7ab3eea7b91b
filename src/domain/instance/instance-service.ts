import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { EnterpriseProjects } from '../identity/enterprise-project.ts';
import type { InstanceUserRepository } from '../instance-user/instance-user-repository.ts';
import { type InstanceUserSecret, requireClientName } from '../instance-user/instance-user.ts';
import { bindPublicAddresses, resolvePublicAccess } from '../network/bind-public-addresses.ts';
import { requirePlace } from '../network/require-place.ts';
import { requireSecurityGroup } from '../network/security-group-catalog.ts';
import { zones } from '../network/zone.ts';
import type { Store } from '../store.ts';
import type { TaskKind } from '../task/task.ts';
import { type ClusterChanges, type ListenerChange, specAfter } from './cluster-changes.ts';
import { requireClientLimits } from './client-limits.ts';
import { brokersMustLearn, changed, type InstanceChanges } from './instance-changes.ts';
import type { InstanceOrder } from './instance-order.ts';
import type { InstanceFilter, Page } from './instance-repository.ts';
import type { CloudName, Endpoint, EngineName, Instance, KafkaSpec, Tag } from './instance.ts';
import type { StoragePlaces } from './storage-places.ts';
import { type InstanceEvent, type InstanceStatus, nextStatus } from './lifecycle.ts';

type OwnersEvent = Extract<InstanceEvent, `${string}-requested`>;

/** What owners do with instances. Each change is recorded with its task in one transaction; the reconciler makes it true. */
export interface InstanceService {
  /** @throws DomainError instance-quota-exceeded, instance-name-taken, zone-not-found, encryption-key-not-found, ipv6-unavailable, enterprise-project-not-found, and those of requirePlace and resolvePublicAccess */
  create(caller: Caller, order: InstanceOrder): Promise<Instance>;
  /** Creates all of them, or, where one is refused, none. @throws DomainError as `create` */
  createAll(caller: Caller, orders: readonly InstanceOrder[]): Promise<readonly Instance[]>;
  /** @throws DomainError instance-not-found */
  get(caller: Caller, id: string): Promise<Instance>;
  list(
    caller: Caller,
    filter: InstanceFilter,
    page: Page,
  ): Promise<{ instances: readonly Instance[]; total: number }>;
  /**
   * Changes what the instance is called or how it shall be.
   * @throws DomainError instance-not-found, instance-busy, instance-name-taken, security-group-not-found,
   * enterprise-project-not-found
   */
  update(caller: Caller, id: string, changes: InstanceChanges): Promise<void>;
  /**
   * Changes how the brokers behave. They learn of it as they run where they can, and by restarts one at a time where they
   * cannot. Answers the task's id.
   * @throws DomainError instance-not-found, instance-busy, invalid-parameter, and those of resolvePublicAccess
   */
  change(caller: Caller, id: string, changes: ClusterChanges): Promise<string>;
  /**
   * Replaces the instance's tags by what `change` makes of them.
   * @throws DomainError instance-not-found, instance-busy, and whatever `change` throws
   */
  changeTags(caller: Caller, id: string, change: (present: readonly Tag[]) => readonly Tag[]): Promise<void>;
  /** Restarts the brokers, one at a time; brings a failed instance up. @throws DomainError instance-not-found, instance-busy */
  restart(caller: Caller, id: string): Promise<void>;
  /** Idempotent while the instance is being deleted. @throws DomainError instance-not-found */
  delete(caller: Caller, id: string): Promise<void>;
  /** Deletes every instance of the engine that was ordered there and failed before it ever ran. */
  deleteFailedCreations(caller: Caller, engine: EngineName, cloud: CloudName): Promise<void>;
  /** How many instances the project may have, and how many count towards that. */
  quota(caller: Caller): Promise<{ readonly limit: number; readonly used: number }>;
  /** Where the brokers listen for clients, and whether each is running. @throws DomainError instance-not-found */
  brokers(caller: Caller, id: string): Promise<readonly Broker[]>;
}

export interface Broker extends Endpoint {
  readonly isRunning: boolean;
}

export interface InstanceServiceParts {
  readonly store: Store;
  readonly enterpriseProjects: EnterpriseProjects;
  readonly storagePlaces: StoragePlaces;
  /** Whether brokers can listen on IPv6 here. */
  readonly hasIpv6: boolean;
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** Tells the reconciler that an instance changed; it would find out by itself, only later. */
  readonly wake: (instanceId: string) => void;
  /** Told of each instance whose clients may do other things than before. */
  readonly limitsChanged: (instance: { readonly id: string; readonly projectId: string }) => void;
  /** The names of the instance's members that are running now. */
  readonly runningMembers: (instanceId: string) => Promise<ReadonlySet<string>>;
  /** Instances that a project may have; those that are being deleted do not count. */
  readonly instanceQuota: number;
}

export function createInstanceService(parts: InstanceServiceParts): InstanceService {
  const {
    store,
    enterpriseProjects,
    storagePlaces,
    hasIpv6,
    nowMs,
    newId,
    wake,
    limitsChanged,
    runningMembers,
    instanceQuota,
  } = parts;

  function task(caller: Caller, instanceId: string, kind: TaskKind) {
    const atMs = nowMs();
    return {
      id: newId(),
      instanceId,
      projectId: caller.projectId,
      kind,
      status: 'created',
      reason: null,
      createdByUserId: caller.userId,
      createdByUserName: caller.userName,
      createdAtMs: atMs,
      updatedAtMs: atMs,
    } as const;
  }

  return {
    async create(caller, order) {
      const [instance] = await createAll(caller, [order]);
      if (instance === undefined) throw new Error('Nothing was created.');
      return instance;
    },

    createAll,

    async get(caller, id) {
      return (await store.instances.find(caller.projectId, id)) ?? notFound(id);
    },

    list: (caller, filter, page) => store.instances.list(caller.projectId, filter, page),

    async update(caller, id, changes) {
      const isDue = await store.transaction(async (repositories) => {
        const before = (await repositories.instances.find(caller.projectId, id)) ?? notFound(id);
        statusAfter(before, 'update-requested');
        const after = changed(before, changes);
        requireClientLimits(after.spec);
        if (changes.enterpriseProjectId !== undefined)
          enterpriseProjects.require(changes.enterpriseProjectId);
        if (changes.securityGroupId !== undefined) {
          await requireSecurityGroup(repositories.networks, caller.projectId, changes.securityGroupId);
        }
        const atMs = brokersMustLearn(before, after) ? nowMs() : null;
        await repositories.instances.update(after, atMs);
        if (atMs !== null) await repositories.tasks.insert(task(caller, id, 'change-capacity-rule'));
        return atMs !== null;
      });
      if (isDue) wake(id);
      limitsChanged({ id, projectId: caller.projectId });
    },

    async change(caller, id, changes) {
      const taskId = await store.transaction(async (repositories) => {
        const { instances, instanceUsers, publicAddresses, tasks } = repositories;
        const before = (await instances.find(caller.projectId, id)) ?? notFound(id);
        statusAfter(before, 'update-requested');
        let { spec } = before;
        if (changes.kind === 'public-access') {
          const { brokerCount } = spec;
          const publicAccess = await resolvePublicAccess(
            publicAddresses,
            before,
            brokerCount,
            changes.access,
          );
          await bindPublicAddresses(publicAddresses, id, publicAccess);
          spec = { ...spec, publicAccess };
        } else {
          const users = changes.kind === 'listener' ? await instanceUsers.list(id) : [];
          spec = specAfter(spec, changes, users[0]?.name ?? null);
          if (changes.kind === 'listener') await settleUsers(instanceUsers, id, spec, changes, nowMs());
        }
        const made = task(caller, id, taskOf(changes));
        const order = changes.kind === 'listener' ? changes.offering : undefined;
        const offering = order?.(before.offering) ?? before.offering;
        await instances.update({ ...before, spec, offering }, nowMs());
        await tasks.insert(made);
        return made.id;
      });
      wake(id);
      return taskId;
    },

    async changeTags(caller, id, change) {
      await store.transaction(async (repositories) => {
        const instance = (await repositories.instances.find(caller.projectId, id)) ?? notFound(id);
        if (instance.status === 'deleting') throw busy(instance);
        const tags = change(instance.spec.tags);
        const after = { ...instance, spec: { ...instance.spec, tags } };
        await repositories.instances.update(after, null);
      });
    },

    async restart(caller, id) {
      await store.transaction(async (repositories) => {
        const instance = (await repositories.instances.find(caller.projectId, id)) ?? notFound(id);
        const status = statusAfter(instance, 'restart-requested');
        await repositories.instances.request(id, status, nowMs());
        await repositories.tasks.insert(task(caller, id, 'restart'));
      });
      wake(id);
    },

    delete: (caller, id) => remove(caller, id),

    async deleteFailedCreations(caller, engine, cloud) {
      const filter: InstanceFilter = { cloud, engine, failedCreations: 'only' };
      for (;;) {
        const { instances } = await store.instances.list(caller.projectId, filter, { offset: 0, limit: 100 });
        if (instances.length === 0) return;
        // One that has come up meanwhile is none of those any more.
        for (const { id } of instances) await remove(caller, id, ['failed']);
      }
    },

    async quota(caller) {
      return { limit: instanceQuota, used: await store.instances.count(caller.projectId) };
    },

    async brokers(caller, id) {
      const instance = (await store.instances.find(caller.projectId, id)) ?? notFound(id);
      const running = await runningMembers(id);
      // Brokers that listen in two ways count once, with the login first.
      const seen = new Set<string>();
      return instance.endpoints
        .filter(({ member, listener }) => {
          const isNew = listener !== 'internal' && !seen.has(member);
          if (isNew) seen.add(member);
          return isNew;
        })
        .map((endpoint) => ({ ...endpoint, isRunning: running.has(endpoint.member) }));
    },
  };

  async function createAll(caller: Caller, orders: readonly InstanceOrder[]): Promise<readonly Instance[]> {
    const prepared = orders.map((order) => prepare(caller, order));
    const made = await store.transaction(async (repositories) => {
      const instances: Instance[] = [];
      const used = await repositories.instances.count(caller.projectId);
      if (used + prepared.length > instanceQuota) {
        throw new DomainError(
          'instance-quota-exceeded',
          `The project has ${used} instances; allowed: ${instanceQuota}. Delete one that is not needed.`,
        );
      }
      for (const { order, draft, storageDirectory, user } of prepared) {
        await requirePlace(repositories.networks, caller.projectId, order.spec.network);
        const { brokerCount, publicAccess: asked } = order.spec;
        const { publicAddresses } = repositories;
        const publicAccess = await resolvePublicAccess(publicAddresses, draft, brokerCount, asked);
        const instance: Instance = { ...draft, spec: { ...order.spec, storageDirectory, publicAccess } };
        await repositories.instances.insert(instance, order.nameIsUnique);
        await bindPublicAddresses(publicAddresses, instance.id, publicAccess);
        await repositories.secrets.save(instance.id, orderSecrets(order));
        if (user !== null) await repositories.instanceUsers.save(instance.id, user);
        await repositories.tasks.insert(task(caller, instance.id, 'create'));
        instances.push(instance);
      }
      return instances;
    });
    for (const instance of made) wake(instance.id);
    return made;
  }

  function prepare(caller: Caller, order: InstanceOrder) {
    requireZones(order.spec.zones);
    if (order.spec.ipv6 === true) requireIpv6(hasIpv6);
    const storageDirectory = storagePlaces.directoryOf(order.spec);
    requireClientLimits(order.spec);
    const user = orderedUser(order, nowMs());
    enterpriseProjects.require(order.spec.enterpriseProjectId);
    const draft: Omit<Instance, 'spec'> = {
      id: order.id ?? newId(),
      projectId: caller.projectId,
      name: order.name,
      description: order.description,
      engine: order.engine,
      version: order.version,
      offering: order.offering,
      status: 'creating',
      statusReason: null,
      createdAtMs: nowMs(),
      createdByUserId: caller.userId,
      createdByUserName: caller.userName,
      endpoints: [],
    };
    return { order, draft, storageDirectory, user };
  }

  async function remove(caller: Caller, id: string, only?: readonly InstanceStatus[]): Promise<void> {
    await store.transaction(async (repositories) => {
      const instance = (await repositories.instances.find(caller.projectId, id)) ?? notFound(id);
      if (instance.status === 'deleting' || only?.includes(instance.status) === false) return;
      const atMs = nowMs();
      await repositories.instances.request(id, statusAfter(instance, 'delete-requested'), atMs);
      await repositories.tasks.endOvertaken(id, 'The instance was deleted meanwhile.', atMs);
      await repositories.tasks.insert(task(caller, id, 'delete'));
    });
    wake(id);
  }
}

function taskOf(changes: ClusterChanges): TaskKind {
  if (changes.kind === 'settings') return 'change-settings';
  if (changes.kind === 'listener') return 'change-listeners';
  return changes.access === null ? 'disable-public-access' : 'enable-public-access';
}

/** @throws DomainError instance-busy where the event is not allowed in the instance's status */
function statusAfter(instance: Instance, event: OwnersEvent): InstanceStatus {
  const status = nextStatus(instance.status, event);
  if (status === null) throw busy(instance);
  return status;
}

function busy(instance: Instance): DomainError {
  return new DomainError(
    'instance-busy',
    `Instance ${instance.id} is ${instance.status}; try again when that is over.`,
  );
}

/** @throws DomainError invalid-parameter for a name that no client may have */
function orderedUser(order: InstanceOrder, createdAtMs: number): InstanceUserSecret | null {
  const { login } = order.spec.access;
  if (login === null) return null;
  const { userName: name, mechanisms } = login;
  requireClientName(name, 'access.userName');
  if (order.userPassword === null)
    throw new Error('Clients of this instance log in, but the order has no password.');
  return { name, password: order.userPassword, mechanisms, createdAtMs };
}

/** Users of a listener that is switched on log in by its mechanisms, whoever they are. */
async function settleUsers(
  users: InstanceUserRepository,
  instanceId: string,
  { access }: KafkaSpec,
  { enable, user }: ListenerChange,
  createdAtMs: number,
): Promise<void> {
  if (!enable || access.login === null) return;
  const { mechanisms } = access.login;
  if (user !== null) {
    requireClientName(user.name, 'access.userName');
    const known = await users.find(instanceId, user.name);
    await users.save(instanceId, { ...user, mechanisms, createdAtMs: known?.createdAtMs ?? createdAtMs });
  }
  await users.setMechanisms(instanceId, mechanisms);
}

/** Secrets that come with the order; the engine adds its own once the cluster has addresses. */
function orderSecrets(order: InstanceOrder): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  if (order.kafkaManagerPassword !== null) secrets.set('kafka-manager-password', order.kafkaManagerPassword);
  return secrets;
}

function requireZones(asked: readonly string[]): void {
  for (const zone of asked) {
    if (!zones.some((known) => known.id === zone)) {
      throw new DomainError('zone-not-found', `Zone ${zone} does not exist.`, 'zones');
    }
  }
}

function requireIpv6(hasIpv6: boolean): void {
  if (hasIpv6) return;
  throw new DomainError(
    'ipv6-unavailable',
    'The machine that brokers run on has no IPv6 loopback address (::1).',
    'ipv6',
  );
}

function notFound(id: string): never {
  throw new DomainError('instance-not-found', `Instance ${id} does not exist.`);
}

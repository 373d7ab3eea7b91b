import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { EnterpriseProjects } from '../identity/enterprise-project.ts';
import { type InstanceUserSecret, requireClientName } from '../instance-user/instance-user.ts';
import { bindPublicAddresses, resolvePublicAccess } from '../network/bind-public-addresses.ts';
import { requirePlace } from '../network/require-place.ts';
import { requireSecurityGroup } from '../network/security-group-catalog.ts';
import { zones } from '../network/zone.ts';
import type { Repositories, Store } from '../store.ts';
import { newTask } from '../task/new-task.ts';
import type { TaskKind } from '../task/task.ts';
import { followWindow } from '../schedule/follow-window.ts';
import type { ClusterChanges } from './cluster-changes.ts';
import { requireClientLimits } from './client-limits.ts';
import { brokersMustLearn, changed, type InstanceChanges } from './instance-changes.ts';
import type { KafkaOrder, InstanceOrder, OrderOf } from './instance-order.ts';
import type { InstanceFilter, Page } from './instance-repository.ts';
import type {
  CloudName,
  Endpoint,
  EngineName,
  Instance,
  InstanceFacts,
  PublicAccess,
  Tag,
} from './instance.ts';
import { awaitsPayment } from './prepaid.ts';
import { requireRoom, usedRoom } from './instance-room.ts';
import { type InterruptingWork, recordWork } from './interrupting-work.ts';
import type { InstanceStatus } from './lifecycle.ts';
import type { StoragePlaces } from './storage-places.ts';
import { busy, statusAfter } from './status-after.ts';
import { withSpec } from './with-spec.ts';

/**
 * Whether the owner may have these instances, which stand as ordered or changed in the transaction already: what it throws undoes
 * all of it. So two orders at once cannot pass together what only one of them may.
 */
export type Allowance = (
  repositories: Pick<Repositories, 'instances'>,
  wanted: readonly Instance[],
) => Promise<void>;

/** What owners do with instances. Each change is recorded with its task in one transaction; the reconciler makes it true. */
export interface InstanceService<Own extends Instance = Instance> {
  /** @throws DomainError instance-quota-exceeded, instance-name-taken, zone-not-found, encryption-key-not-found, ipv6-unavailable, enterprise-project-not-found, and those of requirePlace and resolvePublicAccess */
  create(caller: Caller, order: OrderOf<Own>): Promise<Own>;
  /** Creates all of them, or, where one is refused, none. @throws DomainError as `create`, and whatever `allow` throws */
  createAll(caller: Caller, orders: readonly OrderOf<Own>[], allow?: Allowance): Promise<readonly Own[]>;
  /** @throws DomainError instance-not-found */
  get(caller: Caller, id: string): Promise<Own>;
  list(
    caller: Caller,
    filter: InstanceFilter,
    page: Page,
  ): Promise<{ instances: readonly Own[]; total: number }>;
  /**
   * Changes what the instance is called or how it shall be, in one step where the change depends on what it is.
   * @throws DomainError instance-not-found, instance-busy, instance-name-taken, security-group-not-found,
   * enterprise-project-not-found, and whatever `allow` or a function of changes throws
   */
  update(
    caller: Caller,
    id: string,
    changes: InstanceChanges | ((before: Own) => InstanceChanges),
    allow?: Allowance,
  ): Promise<void>;
  /**
   * Changes how the brokers behave. They learn of it as they run where they can, and by restarts one at a time where they
   * cannot. Answers the task's id.
   * @throws DomainError instance-not-found, instance-busy, invalid-parameter, those of resolvePublicAccess, and whatever `allow` throws
   */
  change(caller: Caller, id: string, changes: ClusterChanges, allow?: Allowance): Promise<string>;
  /**
   * Replaces the instance's tags by what `change` makes of them.
   * @throws DomainError instance-not-found, instance-busy, and whatever `change` throws
   */
  changeTags(caller: Caller, id: string, change: (present: readonly Tag[]) => readonly Tag[]): Promise<void>;
  /**
   * The order of an instance that was bought in advance is paid: it is made now.
   * @throws DomainError instance-not-found, invalid-parameter where nothing waits for it
   */
  confirmPayment(caller: Caller, id: string): Promise<void>;
  /** Restarts the brokers, one at a time; brings a failed instance up. Answers the task's id, as all of these do. @throws DomainError instance-not-found, instance-busy */
  restart(caller: Caller, id: string): Promise<string>;
  /**
   * Restarts the brokers, one at a time, from the newest build of their line, or of another version's that the engine can change to.
   * @throws DomainError instance-not-found, instance-busy
   */
  upgrade(caller: Caller, id: string, version?: string): Promise<string>;
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
  /** Told that work which waits for its time may be due at another one. */
  readonly scheduleChanged: () => void;
  /** Told of each instance whose clients may do other things than before. */
  readonly limitsChanged: (instance: { readonly id: string; readonly projectId: string }) => void;
  /** The names of the instance's members that are running now. */
  readonly runningMembers: (instanceId: string) => Promise<ReadonlySet<string>>;
  /** Instances that a project may have; those that are being deleted do not count. */
  readonly instanceQuota: number;
}

export function createInstanceService(parts: InstanceServiceParts): InstanceService {
  const { store, enterpriseProjects, nowMs, newId, wake, scheduleChanged, limitsChanged } = parts;
  const { storagePlaces, hasIpv6, runningMembers, instanceQuota } = parts;

  const task = (caller: Caller, instanceId: string, kind: TaskKind) =>
    newTask(newId(), caller, instanceId, kind, nowMs());

  async function work(
    caller: Caller,
    id: string,
    wanted: InterruptingWork,
    allow?: Allowance,
  ): Promise<string> {
    const taskId = await store.transaction(async (repositories) => {
      const find = async () => (await repositories.instances.find(caller.projectId, id)) ?? notFound(id);
      const recorded = await recordWork(repositories, caller, await find(), wanted, {
        nowMs: nowMs(),
        newId,
      });
      await allow?.(repositories, [await find()]);
      return recorded;
    });
    wake(id);
    return taskId;
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

    async update(caller, id, asked, allow) {
      const { isDue, newWindow } = await store.transaction(async (repositories) => {
        const before = (await repositories.instances.find(caller.projectId, id)) ?? notFound(id);
        statusAfter(before, 'update-requested');
        const changes = typeof asked === 'function' ? asked(before) : asked;
        const after = changed(before, changes);
        if (after.engine === 'kafka') requireClientLimits(after.spec);
        if (changes.enterpriseProjectId !== undefined)
          enterpriseProjects.require(changes.enterpriseProjectId);
        if (changes.securityGroupId !== undefined && changes.securityGroupId !== null) {
          await requireSecurityGroup(repositories.networks, caller.projectId, changes.securityGroupId);
        }
        const atMs = brokersMustLearn(before, after) ? nowMs() : null;
        await repositories.instances.update(after, atMs);
        await allow?.(repositories, [after]);
        if (atMs !== null) await repositories.tasks.insert(task(caller, id, 'change-capacity-rule'));
        if (changes.maintenanceWindow !== undefined) await followWindow(repositories, after, nowMs());
        return { isDue: atMs !== null, newWindow: changes.maintenanceWindow !== undefined };
      });
      if (isDue) wake(id);
      if (newWindow) scheduleChanged();
      limitsChanged({ id, projectId: caller.projectId });
    },

    change: (caller, id, changes, allow) => work(caller, id, { kind: 'change', changes }, allow),

    async changeTags(caller, id, change) {
      await store.transaction(async (repositories) => {
        const instance = (await repositories.instances.find(caller.projectId, id)) ?? notFound(id);
        if (instance.status === 'deleting') throw busy(instance);
        const tags = change(instance.spec.tags);
        await repositories.instances.update(withSpec(instance, { tags }), null);
      });
    },

    async confirmPayment(caller, id) {
      await store.transaction(async (repositories) => {
        const instance = (await repositories.instances.find(caller.projectId, id)) ?? notFound(id);
        const { prepaid } = instance.spec;
        if (prepaid == null || instance.status !== 'creating' || !awaitsPayment(instance.spec)) {
          throw new DomainError('invalid-parameter', `Instance ${id} does not wait for a payment.`);
        }
        const paid = withSpec(instance, { prepaid: { ...prepaid, paidAtMs: nowMs() } });
        await repositories.instances.update(paid, nowMs());
      });
      wake(id);
    },

    restart: (caller, id) => work(caller, id, { kind: 'restart' }),
    upgrade: (caller, id, version) =>
      work(caller, id, { kind: 'upgrade', ...(version === undefined ? {} : { version }) }),

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
      return { limit: instanceQuota, used: await usedRoom(store, caller.projectId) };
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

  async function createAll(
    caller: Caller,
    orders: readonly InstanceOrder[],
    allow?: Allowance,
  ): Promise<readonly Instance[]> {
    const prepared = orders.map((order) => prepare(caller, order));
    const made = await store.transaction(async (repositories) => {
      const instances: Instance[] = [];
      for (const { order, draft } of prepared) {
        if (order.isReserved !== true) continue;
        if (!(await repositories.reservations.remove(caller.projectId, draft.id))) notFound(draft.id);
      }
      await requireRoom(repositories, caller.projectId, prepared.length, instanceQuota);
      for (const { order, draft, storageDirectory, user } of prepared) {
        await requirePlace(repositories.networks, caller.projectId, order.spec.network);
        const { brokerCount, publicAccess: asked } = order.spec;
        const { publicAddresses } = repositories;
        const publicAccess = await resolvePublicAccess(publicAddresses, draft, brokerCount, asked);
        const instance = ordered(order, draft, storageDirectory, publicAccess);
        await repositories.instances.insert(instance, order.nameIsUnique);
        await bindPublicAddresses(publicAddresses, instance.id, publicAccess);
        await repositories.secrets.save(instance.id, orderSecrets(order));
        if (user !== null) await repositories.instanceUsers.save(instance.id, user);
        await repositories.tasks.insert(task(caller, instance.id, 'create'));
        instances.push(instance);
      }
      await allow?.(repositories, instances);
      return instances;
    });
    for (const instance of made) wake(instance.id);
    return made;
  }

  function prepare(caller: Caller, order: InstanceOrder) {
    requireZones(order.spec.zones);
    if (order.spec.ipv6 === true) requireIpv6(hasIpv6);
    const storageDirectory = storagePlaces.directoryOf(order.spec);
    if (order.engine === 'kafka') requireClientLimits(order.spec);
    const user = order.engine === 'kafka' ? orderedUser(order, nowMs()) : null;
    enterpriseProjects.require(order.spec.enterpriseProjectId);
    const draft: InstanceFacts = {
      id: order.id ?? newId(),
      projectId: caller.projectId,
      name: order.name,
      description: order.description,
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

function ordered(
  order: InstanceOrder,
  facts: InstanceFacts,
  storageDirectory: string | null,
  publicAccess: PublicAccess | null,
): Instance {
  return order.engine === 'kafka'
    ? { ...facts, engine: 'kafka', spec: { ...order.spec, storageDirectory, publicAccess } }
    : { ...facts, engine: 'rocketmq', spec: { ...order.spec, storageDirectory, publicAccess } };
}

/** @throws DomainError invalid-parameter for a name that no client may have */
function orderedUser(order: KafkaOrder, createdAtMs: number): InstanceUserSecret | null {
  const { login } = order.spec.access;
  // Without a name there is nobody yet who could log in.
  if (login === null || login.userName === '') return null;
  const { userName: name, mechanisms } = login;
  requireClientName(name, 'access.userName');
  if (order.userPassword === null)
    throw new Error('Clients of this instance log in, but the order has no password.');
  return { name, password: order.userPassword, mechanisms, createdAtMs };
}

/** Secrets that come with the order; the engine adds its own once the cluster has addresses. */
function orderSecrets(order: InstanceOrder): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  if (order.engine !== 'kafka') return secrets;
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

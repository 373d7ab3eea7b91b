import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { NetworkService } from '../network/network-service.ts';
import { zones } from '../network/zone.ts';
import type { Store } from '../store.ts';
import type { TaskKind } from '../task/task.ts';
import type { InstanceOrder } from './instance-order.ts';
import type { InstanceFilter, Page } from './instance-repository.ts';
import type { Instance } from './instance.ts';
import { nextStatus } from './lifecycle.ts';

/** What owners do with instances. Each change is recorded with its task in one transaction; the reconciler makes it true. */
export interface InstanceService {
  /** @throws DomainError instance-name-taken, zone-not-found, and those of NetworkService.resolve */
  create(caller: Caller, order: InstanceOrder): Promise<Instance>;
  /** @throws DomainError instance-not-found */
  get(caller: Caller, id: string): Promise<Instance>;
  list(
    caller: Caller,
    filter: InstanceFilter,
    page: Page,
  ): Promise<{ instances: readonly Instance[]; total: number }>;
  /** Idempotent while the instance is being deleted. @throws DomainError instance-not-found */
  delete(caller: Caller, id: string): Promise<void>;
}

export interface InstanceServiceParts {
  readonly store: Store;
  readonly networks: NetworkService;
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** Tells the reconciler that an instance changed; it would find out by itself, only later. */
  readonly wake: (instanceId: string) => void;
}

export function createInstanceService(parts: InstanceServiceParts): InstanceService {
  const { store, networks, nowMs, newId, wake } = parts;

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
      requireZones(order.spec.zones);
      await networks.resolve(caller, order.spec.network);
      const instance: Instance = {
        id: newId(),
        projectId: caller.projectId,
        name: order.name,
        description: order.description,
        engine: order.engine,
        version: order.version,
        offering: order.offering,
        spec: order.spec,
        status: 'creating',
        statusReason: null,
        createdAtMs: nowMs(),
        createdByUserId: caller.userId,
        createdByUserName: caller.userName,
        endpoints: [],
      };
      await store.transaction(async (repositories) => {
        await repositories.instances.insert(instance, order.nameIsUnique);
        await repositories.secrets.save(instance.id, orderSecrets(order));
        await repositories.tasks.insert(task(caller, instance.id, 'create'));
      });
      wake(instance.id);
      return instance;
    },

    async get(caller, id) {
      return (await store.instances.find(caller.projectId, id)) ?? notFound(id);
    },

    list: (caller, filter, page) => store.instances.list(caller.projectId, filter, page),

    async delete(caller, id) {
      await store.transaction(async (repositories) => {
        const instance = (await repositories.instances.find(caller.projectId, id)) ?? notFound(id);
        if (instance.status === 'deleting') return;
        const status = nextStatus(instance.status, 'delete-requested');
        if (status === null) {
          throw new DomainError(
            'instance-busy',
            `Instance ${id} cannot be deleted while it is ${instance.status}.`,
          );
        }
        await repositories.instances.request(id, status, nowMs());
        await repositories.tasks.insert(task(caller, id, 'delete'));
      });
      wake(id);
    },
  };
}

/** Secrets that come with the order; the engine adds its own once the cluster has addresses. */
function orderSecrets(order: InstanceOrder): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  if (order.userPassword !== null) secrets.set('user-password', order.userPassword);
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

function notFound(id: string): never {
  throw new DomainError('instance-not-found', `Instance ${id} does not exist.`);
}

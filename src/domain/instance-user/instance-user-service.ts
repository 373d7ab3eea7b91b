import { createHash, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { KafkaInstance } from '../instance/instance.ts';
import { nextStatus } from '../instance/lifecycle.ts';
import type { Repositories, Store } from '../store.ts';
import { type InstanceUser, requireClientName } from './instance-user.ts';

/** What owners do with those who log in to a Kafka instance. Brokers know of a change a moment later, without a restart. */
export interface InstanceUserService {
  /** By name. @throws DomainError instance-not-found */
  list(caller: Caller, instanceId: string): Promise<readonly InstanceUser[]>;
  /**
   * The user may log in by all mechanisms of the instance. Where it has no listener with logins, users who `mayWait` are kept
   * and let in once it has one.
   * @throws DomainError instance-not-found, instance-busy, instance-user-exists, invalid-parameter for a reserved name or an
   * instance without logins
   */
  create(
    caller: Caller,
    instanceId: string,
    user: { readonly name: string; readonly password: string; readonly mayWait?: boolean },
  ): Promise<void>;
  /**
   * Ends the connections that were opened with the old password, from Kafka 1.1 on.
   * @param current where it is given, it must be the password of now
   * @throws DomainError instance-not-found, instance-busy, instance-user-not-found, login-refused
   */
  changePassword(
    caller: Caller,
    instanceId: string,
    name: string,
    password: string,
    current?: string,
  ): Promise<void>;
  /** Ends the user's connections, from Kafka 1.1 on. @throws DomainError instance-not-found, instance-busy, instance-user-not-found */
  delete(caller: Caller, instanceId: string, name: string): Promise<void>;
}

export interface InstanceUserServiceParts {
  readonly store: Store;
  readonly nowMs: () => number;
  /** Tells the reconciler that an instance changed. */
  readonly wake: (instanceId: string) => void;
}

export function createInstanceUserService({
  store,
  nowMs,
  wake,
}: InstanceUserServiceParts): InstanceUserService {
  /** Changes users in one transaction with the wish that brokers learn of it. */
  async function change(
    caller: Caller,
    instanceId: string,
    work: (repositories: Repositories, instance: KafkaInstance) => Promise<void>,
  ): Promise<void> {
    await store.transaction(async (repositories) => {
      const instance = await repositories.instances.find(caller.projectId, instanceId);
      if (instance?.engine !== 'kafka') throw instanceNotFound(instanceId);
      if (nextStatus(instance.status, 'update-requested') === null) {
        throw new DomainError(
          'instance-busy',
          `Instance ${instance.id} is ${instance.status}; try again when that is over.`,
        );
      }
      await work(repositories, instance);
      await repositories.instances.update(instance, nowMs());
    });
    wake(instanceId);
  }

  return {
    async list(caller, instanceId) {
      const instance = await store.instances.find(caller.projectId, instanceId);
      if (instance?.engine !== 'kafka') throw instanceNotFound(instanceId);
      return store.instanceUsers.list(instanceId);
    },

    async create(caller, instanceId, { name, password, mayWait = false }) {
      requireClientName(name, 'name');
      await change(caller, instanceId, async ({ instanceUsers }, { spec }) => {
        const { login } = spec.access;
        if (login === null && !mayWait) {
          throw new DomainError('invalid-parameter', `Clients of instance ${instanceId} need no login.`);
        }
        if ((await instanceUsers.find(instanceId, name)) !== null) {
          throw new DomainError('instance-user-exists', `The user ${name} exists already.`, 'name');
        }
        // A listener that is switched on gives its own to all users.
        const mechanisms = login?.mechanisms ?? ['PLAIN'];
        await instanceUsers.save(instanceId, { name, password, mechanisms, createdAtMs: nowMs() });
      });
    },

    async changePassword(caller, instanceId, name, password, current) {
      await change(caller, instanceId, async ({ instanceUsers }) => {
        const user = (await instanceUsers.findSecret(instanceId, name)) ?? userNotFound(name);
        if (current !== undefined && !isSame(current, user.password)) {
          throw new DomainError('login-refused', `That is not the password of the user ${name}.`);
        }
        await instanceUsers.save(instanceId, { ...user, password });
      });
    },

    async delete(caller, instanceId, name) {
      await change(caller, instanceId, async ({ instanceUsers }) => {
        if ((await instanceUsers.find(instanceId, name)) === null) userNotFound(name);
        await instanceUsers.remove(instanceId, name, nowMs());
      });
    },
  };
}

/** Takes the same time whatever is wrong. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function instanceNotFound(id: string): DomainError {
  return new DomainError('instance-not-found', `Instance ${id} does not exist.`);
}

function userNotFound(name: string): never {
  throw new DomainError('instance-user-not-found', `The user ${name} does not exist.`, 'name');
}

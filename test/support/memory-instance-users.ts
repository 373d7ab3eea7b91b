import type { InstanceUserRepository } from '../../src/domain/instance-user/instance-user-repository.ts';
import type { InstanceUserSecret } from '../../src/domain/instance-user/instance-user.ts';

export interface MemoryInstanceUsers extends InstanceUserRepository {
  passwordOf(instanceId: string, name: string): string | undefined;
}

/** The users of instances as a plain map. */
export function createMemoryInstanceUsers(): MemoryInstanceUsers {
  const rows = new Map<string, Map<string, InstanceUserSecret>>();
  const of = (instanceId: string) => rows.get(instanceId) ?? new Map<string, InstanceUserSecret>();
  return {
    list: async (instanceId) =>
      [...of(instanceId).values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    find: async (instanceId, name) => of(instanceId).get(name) ?? null,
    save: async (instanceId, user) => void rows.set(instanceId, of(instanceId).set(user.name, user)),
    passwordOf: (instanceId, name) => of(instanceId).get(name)?.password,
    async setMechanisms(instanceId, mechanisms) {
      for (const user of of(instanceId).values()) of(instanceId).set(user.name, { ...user, mechanisms });
    },
    remove: async (instanceId, name) => void of(instanceId).delete(name),
  };
}

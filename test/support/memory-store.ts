import { DomainError } from '../../src/domain/errors.ts';
import type { AccessKey } from '../../src/domain/identity/access-key.ts';
import type { Instance } from '../../src/domain/instance/instance.ts';
import type { SecurityGroup, Subnet, Vpc } from '../../src/domain/network/network.ts';
import type { Repositories, Store } from '../../src/domain/store.ts';
import type { Task } from '../../src/domain/task/task.ts';

/** What a test may look into and change behind the services' backs. */
export interface MemoryStore extends Store {
  readonly instanceRows: Map<string, Instance>;
  readonly secretRows: Map<string, ReadonlyMap<string, string>>;
}

/** The domain's store as plain maps, for unit tests of what stands above it. A transaction that throws undoes nothing. */
export function createMemoryStore(): MemoryStore {
  const keys = new Map<string, AccessKey>();
  const instanceRows = new Map<string, Instance>();
  const secretRows = new Map<string, ReadonlyMap<string, string>>();
  const tasks: Task[] = [];
  const vpcs: Vpc[] = [];
  const subnets: Subnet[] = [];
  const groups: SecurityGroup[] = [];

  const repositories: Repositories = {
    identity: {
      findAccessKey: (accessKey) => Promise.resolve(keys.get(accessKey) ?? null),
      saveAccessKey: async (key) => void keys.set(key.accessKey, key),
    },
    instances: {
      async insert(instance, nameIsUnique) {
        const taken = own([...instanceRows.values()], instance.projectId).some(
          (other) => other.name === instance.name && other.status !== 'deleting',
        );
        if (nameIsUnique && taken)
          throw new DomainError('instance-name-taken', `${instance.name} is taken.`, 'name');
        instanceRows.set(instance.id, instance);
      },
      find: (projectId, id) => one([...instanceRows.values()], projectId, id),
      async list(projectId, filter, { offset, limit }) {
        const found = own([...instanceRows.values()], projectId)
          .toReversed()
          .filter(
            (row) =>
              (filter.id === undefined || row.id === filter.id) &&
              (filter.engine === undefined || row.engine === filter.engine) &&
              (filter.statuses === undefined || filter.statuses.includes(row.status)) &&
              (filter.enterpriseProjectId === undefined ||
                row.spec.enterpriseProjectId === filter.enterpriseProjectId) &&
              (filter.name === undefined ||
                (filter.name.match === 'exact'
                  ? row.name === filter.name.text
                  : row.name.includes(filter.name.text))),
          );
        return { instances: found.slice(offset, offset + limit), total: found.length };
      },
      async request(id, status) {
        const row = instanceRows.get(id);
        if (row !== undefined) instanceRows.set(id, { ...row, status });
      },
    },
    networks: {
      insertVpc: async (vpc) => void vpcs.push(vpc),
      insertSubnet: async (subnet) => void subnets.push(subnet),
      insertSecurityGroup: async (group) => void groups.push(group),
      findVpc: (projectId, id) => one(vpcs, projectId, id),
      findSubnet: (projectId, id) => one(subnets, projectId, id),
      findSecurityGroup: (projectId, id) => one(groups, projectId, id),
      listVpcs: async (projectId) => own(vpcs, projectId),
      listSubnets: async (projectId) => own(subnets, projectId),
      listSecurityGroups: async (projectId) => own(groups, projectId),
    },
    secrets: {
      save: async (id, secrets) =>
        void secretRows.set(id, new Map([...(secretRows.get(id) ?? []), ...secrets])),
      read: async (id) => secretRows.get(id) ?? new Map<string, string>(),
      remove: async (id) => void secretRows.delete(id),
    },
    tasks: {
      insert: async (task) => void tasks.push(task),
      list: async (projectId, instanceId) =>
        own(tasks, projectId)
          .filter((task) => task.instanceId === instanceId)
          .toReversed(),
    },
  };
  return { ...repositories, instanceRows, secretRows, transaction: (work) => work(repositories) };
}

function own<T extends { readonly projectId: string }>(rows: readonly T[], projectId: string): readonly T[] {
  return rows.filter((row) => row.projectId === projectId);
}
function one<T extends { readonly projectId: string; readonly id: string }>(
  rows: readonly T[],
  projectId: string,
  id: string,
): Promise<T | null> {
  return Promise.resolve(own(rows, projectId).find((row) => row.id === id) ?? null);
}

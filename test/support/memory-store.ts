import { DomainError } from '../../src/domain/errors.ts';
import type { Instance } from '../../src/domain/instance/instance.ts';
import type { SecurityGroup, Subnet, Vpc } from '../../src/domain/network/network.ts';
import type { Repositories, Store } from '../../src/domain/store.ts';
import { createMemoryAnnotations } from './memory-annotations.ts';
import { createMemoryInstanceUsers, type MemoryInstanceUsers } from './memory-instance-users.ts';
import { createMemoryEvents } from './memory-events.ts';
import { createMemoryIdentity } from './memory-identity.ts';
import { createMemoryPublicAddresses } from './memory-public-addresses.ts';
import { createMemoryTasks } from './memory-tasks.ts';

/** What a test may look into and change behind the services' backs. */
export interface MemoryStore extends Store {
  readonly instanceRows: Map<string, Instance>;
  readonly secretRows: Map<string, ReadonlyMap<string, string>>;
  readonly instanceUsers: MemoryInstanceUsers;
}

/** The domain's store as plain maps, for unit tests of what stands above it. A transaction that throws undoes nothing. */
export function createMemoryStore(): MemoryStore {
  const instanceRows = new Map<string, Instance>();
  const secretRows = new Map<string, ReadonlyMap<string, string>>();
  const vpcs: Vpc[] = [];
  const subnets: Subnet[] = [];
  const groups: SecurityGroup[] = [];

  const instanceUsers = createMemoryInstanceUsers();
  const repositories: Repositories = {
    annotations: createMemoryAnnotations(),
    events: createMemoryEvents(),
    identity: createMemoryIdentity(),
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
      async placedIn(projectId, place, limit) {
        return own([...instanceRows.values()], projectId)
          .filter(({ spec: { network } }) =>
            'subnetId' in place
              ? network.subnetId === place.subnetId
              : network.securityGroupId === place.securityGroupId,
          )
          .slice(0, limit);
      },
      async list(projectId, filter, { offset, limit }) {
        const found = own([...instanceRows.values()], projectId)
          .toReversed()
          .filter(
            (row) =>
              (filter.id === undefined || row.id === filter.id) &&
              (filter.cloud === undefined || row.offering.cloud === filter.cloud) &&
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
      count: async (projectId) =>
        own([...instanceRows.values()], projectId).filter((row) => row.status !== 'deleting').length,
      update: async (instance) => void instanceRows.set(instance.id, instance),
      async request(id, status) {
        const row = instanceRows.get(id);
        if (row !== undefined) instanceRows.set(id, { ...row, status });
      },
    },
    instanceUsers,
    networks: {
      updateVpc: async (vpc) => replace(vpcs, vpc),
      updateSubnet: async (subnet) => replace(subnets, subnet),
      updateSecurityGroup: async (group) => replace(groups, group),
      deleteVpc: async (id) => drop(vpcs, id),
      deleteSubnet: async (id) => drop(subnets, id),
      deleteSecurityGroup: async (id) => drop(groups, id),
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
    publicAddresses: createMemoryPublicAddresses(),
    secrets: {
      save: async (id, secrets) =>
        void secretRows.set(id, new Map([...(secretRows.get(id) ?? []), ...secrets])),
      read: async (id) => secretRows.get(id) ?? new Map<string, string>(),
      find: async (id, name) => secretRows.get(id)?.get(name) ?? null,
      remove: async (id) => void secretRows.delete(id),
    },
    tasks: createMemoryTasks(),
  };
  return {
    ...repositories,
    instanceUsers,
    instanceRows,
    secretRows,
    transaction: (work) => work(repositories),
  };
}

function replace<T extends { readonly id: string }>(rows: T[], row: T): void {
  rows[rows.findIndex((other) => other.id === row.id)] = row;
}

function drop(rows: { readonly id: string }[], id: string): void {
  rows.splice(
    rows.findIndex((row) => row.id === id),
    1,
  );
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

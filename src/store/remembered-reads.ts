import type { IdentityRepository } from '../domain/identity/identity-repository.ts';
import type { InstanceRepository } from '../domain/instance/instance-repository.ts';
import type { NetworkRepository } from '../domain/network/network-repository.ts';
import type { TableChanges } from './table-changes.ts';

/** People, keys and networks, of each kind. */
const keptOfEach = 1000;

const byId = (id: string) => id;
/** Ids hold no spaces. */
const byProjectAndId = (projectId: string, id: string) => `${projectId} ${id}`;

/**
 * Remembers what every request looks up. A key that is revoked, by this process or by another, or a user who is gone,
 * is not found by the next request: before each use it is asked whether the tables have changed.
 */
export function rememberIdentity(identity: IdentityRepository, changes: TableChanges): IdentityRepository {
  const people = { changes, tables: ['accounts', 'projects', 'users'], keptAtMost: keptOfEach };
  const keys = { ...people, tables: ['access_keys', ...people.tables] };
  return {
    ...identity,
    findAccount: remembered(people, byId, (id) => identity.findAccount(id)),
    findProject: remembered(people, byId, (id) => identity.findProject(id)),
    findUser: remembered(people, byId, (id) => identity.findUser(id)),
    findAccessKey: remembered(keys, byId, (accessKey) => identity.findAccessKey(accessKey)),
  };
}

/** Remembers the networks that instances are shown with. */
export function rememberNetworks(networks: NetworkRepository, changes: TableChanges): NetworkRepository {
  const tables = ['vpcs', 'subnets', 'security_groups'];
  const findPlace = remembered(
    { changes, tables, keptAtMost: keptOfEach },
    (projectId, { vpcId, subnetId, securityGroupId }) =>
      `${projectId} ${vpcId} ${subnetId} ${securityGroupId}`,
    (...asked: Parameters<NetworkRepository['findPlace']>) => networks.findPlace(...asked),
  );
  return { ...networks, findPlace };
}

/**
 * Remembers the instances and pages of them that clients ask for again and again while they wait for something. In a
 * project where nothing happens that is all there is; while something does, they are read anew.
 */
export function rememberInstances(instances: InstanceRepository, changes: TableChanges): InstanceRepository {
  const tables = ['instances'];
  const list = remembered(
    { changes, tables, keptAtMost: 100 },
    (...asked: Parameters<InstanceRepository['list']>) => JSON.stringify(asked),
    (...asked) => instances.list(...asked),
  );
  return {
    ...instances,
    find: remembered({ changes, tables, keptAtMost: 2000 }, byProjectAndId, (projectId, id) =>
      instances.find(projectId, id),
    ),
    list: async (...asked) => (await list(...asked)) ?? { instances: [], total: 0 },
  };
}

interface Memory {
  readonly changes: TableChanges;
  /** What is found depends on these. */
  readonly tables: readonly string[];
  /** Of more than these the one that was read first goes first. */
  readonly keptAtMost: number;
}

/**
 * `find`, but what it found under a name is found again without asking, until one of the tables changes. That there is
 * nothing is not remembered.
 */
function remembered<Key extends readonly unknown[], T>(
  { changes, tables, keptAtMost }: Memory,
  nameOf: (...key: Key) => string,
  find: (...key: Key) => Promise<T | null>,
): (...key: Key) => Promise<T | null> {
  const known = new Map<string, T>();
  let changesSeen = 0;
  changes.watch(tables, () => {
    known.clear();
    changesSeen++;
  });
  return async (...key) => {
    changes.look();
    const name = nameOf(...key);
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    const changesBefore = changesSeen;
    const found = await find(...key);
    // What changed since it was asked for may be newer than what was found.
    if (found !== null && changesSeen === changesBefore) {
      if (known.size >= keptAtMost) known.delete(known.keys().next().value ?? '');
      known.set(name, found);
    }
    return found;
  };
}

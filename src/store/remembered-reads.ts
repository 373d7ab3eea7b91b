import type { IdentityRepository } from '../domain/identity/identity-repository.ts';
import type { InstanceRepository } from '../domain/instance/instance-repository.ts';
import type { NetworkRepository } from '../domain/network/network-repository.ts';
import type { TableVersions } from './table-versions.ts';

/** People, keys and networks, of each kind. */
const keptOfEach = 1000;

/**
 * Remembers what every request looks up. A key that is revoked, by this process or by another, or a user who is gone,
 * is not found by the next request: before each use it is asked whether the tables have changed.
 */
export function rememberIdentity(identity: IdentityRepository, versions: TableVersions): IdentityRepository {
  const people = ['accounts', 'projects', 'users'];
  const findAccount = remembered(versions, people, keptOfEach, (id: string) => identity.findAccount(id));
  const findProject = remembered(versions, people, keptOfEach, (id: string) => identity.findProject(id));
  const findUser = remembered(versions, people, keptOfEach, (id: string) => identity.findUser(id));
  const keys = ['access_keys', ...people];
  const findAccessKey = remembered(versions, keys, keptOfEach, (accessKey: string) =>
    identity.findAccessKey(accessKey),
  );
  return { ...identity, findAccount, findProject, findUser, findAccessKey };
}

/** Remembers the networks that instances are shown with. */
export function rememberNetworks(networks: NetworkRepository, versions: TableVersions): NetworkRepository {
  const findVpc = remembered(versions, ['vpcs'], keptOfEach, (projectId: string, id: string) =>
    networks.findVpc(projectId, id),
  );
  const findSubnet = remembered(versions, ['subnets'], keptOfEach, (projectId: string, id: string) =>
    networks.findSubnet(projectId, id),
  );
  const findSecurityGroup = remembered(
    versions,
    ['security_groups'],
    keptOfEach,
    (projectId: string, id: string) => networks.findSecurityGroup(projectId, id),
  );
  return { ...networks, findVpc, findSubnet, findSecurityGroup };
}

/**
 * Remembers the instances and pages of them that clients ask for again and again while they wait for something. In a
 * project where nothing happens that is all there is; while something does, they are read anew.
 */
export function rememberInstances(
  instances: InstanceRepository,
  versions: TableVersions,
): InstanceRepository {
  const tables = ['instances'];
  const find = remembered(versions, tables, 2000, (projectId: string, id: string) =>
    instances.find(projectId, id),
  );
  const list = remembered(versions, tables, 100, (...asked: Parameters<InstanceRepository['list']>) =>
    instances.list(...asked),
  );
  return {
    ...instances,
    find,
    list: async (...asked) => (await list(...asked)) ?? { instances: [], total: 0 },
  };
}

/**
 * `find`, but what it found is found again without asking, until one of the tables changes. That there is nothing is not
 * remembered. Of more than `keptAtMost` the one that was read first goes first.
 */
function remembered<Key extends readonly unknown[], T>(
  versions: TableVersions,
  tables: readonly string[],
  keptAtMost: number,
  find: (...key: Key) => Promise<T | null>,
): (...key: Key) => Promise<T | null> {
  const known = new Map<string, T>();
  let knownAt = -1;
  return async (...key) => {
    const version = versions.of(tables);
    if (version !== knownAt) {
      known.clear();
      knownAt = version;
    }
    // Ids hold no line breaks; JSON would take longer than all else here.
    const name = key.every((part) => typeof part === 'string') ? key.join('\n') : JSON.stringify(key);
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    const found = await find(...key);
    // What changed since it was asked for may be newer than what was found.
    if (found !== null && version === knownAt) {
      if (known.size >= keptAtMost) known.delete(known.keys().next().value ?? '');
      known.set(name, found);
    }
    return found;
  };
}

import type { IdentityRepository } from '../domain/identity/identity-repository.ts';
import type { NetworkRepository } from '../domain/network/network-repository.ts';
import type { TableVersions } from './table-versions.ts';

/** Of each kind; the one that was read first goes first. */
const keptAtMost = 1000;

/**
 * Remembers what every request looks up. A key that is revoked, by this process or by another, or a user who is gone,
 * is not found by the next request: before each use it is asked whether the tables have changed.
 */
export function rememberIdentity(identity: IdentityRepository, versions: TableVersions): IdentityRepository {
  const people = ['accounts', 'projects', 'users'];
  const findAccount = remembered(versions, people, (id) => identity.findAccount(id));
  const findProject = remembered(versions, people, (id) => identity.findProject(id));
  const findUser = remembered(versions, people, (id) => identity.findUser(id));
  const keys = ['access_keys', ...people];
  const findAccessKey = remembered(versions, keys, (accessKey) => identity.findAccessKey(accessKey));
  return { ...identity, findAccount, findProject, findUser, findAccessKey };
}

/** Remembers the networks that instances are shown with. */
export function rememberNetworks(networks: NetworkRepository, versions: TableVersions): NetworkRepository {
  const findVpc = remembered(versions, ['vpcs'], (projectId, id) => networks.findVpc(projectId, id));
  const findSubnet = remembered(versions, ['subnets'], (projectId, id) => networks.findSubnet(projectId, id));
  const findSecurityGroup = remembered(versions, ['security_groups'], (projectId, id) =>
    networks.findSecurityGroup(projectId, id),
  );
  return { ...networks, findVpc, findSubnet, findSecurityGroup };
}

/** `find`, but what it found is found again without asking, until one of the tables changes. That there is nothing is not remembered. */
function remembered<T>(
  versions: TableVersions,
  tables: readonly string[],
  find: (...key: [string, string]) => Promise<T | null>,
): (...key: string[]) => Promise<T | null> {
  const known = new Map<string, T>();
  let knownAt = -1;
  return async (...key) => {
    const version = versions.of(tables);
    if (version !== knownAt) {
      known.clear();
      knownAt = version;
    }
    const name = key.join('\n');
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    const found = await find(...(key as [string, string]));
    // What changed since it was asked for may be newer than what was found.
    if (found !== null && version === knownAt) {
      if (known.size >= keptAtMost) known.delete(known.keys().next().value ?? '');
      known.set(name, found);
    }
    return found;
  };
}

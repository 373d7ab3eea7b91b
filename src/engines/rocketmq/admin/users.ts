import { DomainError } from '../../../domain/errors.ts';
import type {
  RocketmqUser,
  RocketmqUserAdministration,
} from '../../../domain/rocketmq-administration/users.ts';
import { internalAccessKey } from '../cluster-secrets.ts';
import { RemotingRefusal } from '../remoting/remoting-link.ts';
import { authUsers } from './auth-users.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { plainUsers } from './plain-users.ts';

/** What a version has for its users; each on every replica of a group. */
export interface UserRequests {
  /** Ours too. */
  list(group: string): Promise<readonly RocketmqUser[]>;
  create(group: string, user: RocketmqUser): Promise<void>;
  replace(group: string, user: RocketmqUser): Promise<void>;
  delete(group: string, user: RocketmqUser): Promise<void>;
  /** Resolves once brokers go by what was changed. */
  settle(): Promise<void>;
}

export function createUserAdministration(connections: ClusterConnections): RocketmqUserAdministration {
  const requests = userRequestsOf(connections);

  async function list(): Promise<readonly RocketmqUser[]> {
    if (!connections.cluster.instance.spec.acl) {
      throw new DomainError('invalid-cluster-user', 'The instance has no ACLs, and so no users.');
    }
    const [group] = connections.groups;
    if (group === undefined) return [];
    return (await requests.list(group))
      .filter(({ accessKey }) => accessKey !== internalAccessKey)
      .toSorted((one, other) => (one.accessKey < other.accessKey ? -1 : 1));
  }

  async function find(accessKey: string): Promise<RocketmqUser> {
    const found = (await list()).find((user) => user.accessKey === accessKey);
    if (found !== undefined) return found;
    throw new DomainError('cluster-user-not-found', `There is no user ${accessKey}.`);
  }

  async function onEveryGroup(change: (group: string) => Promise<void>): Promise<void> {
    try {
      await Promise.all(connections.groups.map(change));
    } catch (error) {
      if (!(error instanceof RemotingRefusal)) throw error;
      throw new DomainError('invalid-cluster-user', `The user is refused: ${error.message}`);
    }
    await requests.settle();
  }

  return {
    list,
    describe: find,

    async create(user) {
      if (user.accessKey === internalAccessKey) {
        throw new DomainError('invalid-cluster-user', `A user cannot be called ${user.accessKey}.`);
      }
      if ((await list()).some(({ accessKey }) => accessKey === user.accessKey)) {
        throw new DomainError('cluster-user-exists', `There is a user ${user.accessKey} already.`);
      }
      await onEveryGroup((group) => requests.create(group, user));
    },

    async replace(user) {
      await find(user.accessKey);
      await onEveryGroup((group) => requests.replace(group, user));
    },

    async delete(accessKey) {
      const user = await find(accessKey);
      await onEveryGroup((group) => requests.delete(group, user));
    },
  };
}

export function userRequestsOf(connections: ClusterConnections): UserRequests {
  return connections.version.acl === 'plain-file' ? plainUsers(connections) : authUsers(connections);
}

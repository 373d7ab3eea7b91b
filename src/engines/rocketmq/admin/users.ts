import { DomainError } from '../../../domain/errors.ts';
import type {
  RocketmqUser,
  RocketmqUserAdministration,
} from '../../../domain/rocketmq-administration/users.ts';
import { internalAccessKey } from '../cluster-secrets.ts';
import type { RemotingFrame, RemotingRequest } from '../remoting/frame.ts';
import { RemotingRefusal } from '../remoting/remoting-link.ts';
import type { RocketmqVersion } from '../versions.ts';
import { authUsers } from './auth-users.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { plainUsers } from './plain-users.ts';

/** Whom requests about users go to: a group, whose leader is asked and all of whose replicas are told, or one replica. */
export interface UserKeeper {
  read(request: RemotingRequest): Promise<RemotingFrame>;
  write(request: RemotingRequest): Promise<unknown>;
}

/** What a version has for its users. */
export interface UserRequests {
  /** Ours too. */
  list(keeper: UserKeeper): Promise<readonly RocketmqUser[]>;
  create(keeper: UserKeeper, user: RocketmqUser): Promise<void>;
  replace(keeper: UserKeeper, user: RocketmqUser): Promise<void>;
  delete(keeper: UserKeeper, user: RocketmqUser): Promise<void>;
  /** Resolves once brokers go by what was changed. */
  settle(): Promise<void>;
}

export function createUserAdministration(connections: ClusterConnections): RocketmqUserAdministration {
  const requests = userRequestsOf(connections.version);

  async function list(): Promise<readonly RocketmqUser[]> {
    if (!connections.cluster.instance.spec.acl) {
      throw new DomainError('invalid-cluster-user', 'The instance has no ACLs, and so no users.');
    }
    const [group] = connections.groups;
    if (group === undefined) return [];
    return (await requests.list(groupKeeper(connections, group)))
      .filter(({ accessKey }) => accessKey !== internalAccessKey)
      .toSorted((one, other) => (one.accessKey < other.accessKey ? -1 : 1));
  }

  async function find(accessKey: string): Promise<RocketmqUser> {
    const found = (await list()).find((user) => user.accessKey === accessKey);
    if (found !== undefined) return found;
    throw new DomainError('cluster-user-not-found', `There is no user ${accessKey}.`);
  }

  async function onEveryGroup(change: (keeper: UserKeeper) => Promise<void>): Promise<void> {
    try {
      await Promise.all(connections.groups.map((group) => change(groupKeeper(connections, group))));
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
      await onEveryGroup((keeper) => requests.create(keeper, user));
    },

    async replace(user) {
      await find(user.accessKey);
      await onEveryGroup((keeper) => requests.replace(keeper, user));
    },

    async delete(accessKey) {
      const user = await find(accessKey);
      await onEveryGroup((keeper) => requests.delete(keeper, user));
    },
  };
}

export function userRequestsOf({ acl }: RocketmqVersion): UserRequests {
  return acl === 'plain-file' ? plainUsers : authUsers;
}

/** All replicas of a broker group. */
export function groupKeeper(connections: ClusterConnections, group: string): UserKeeper {
  return {
    read: (request) => connections.askLeader(group, request),
    write: (request) => connections.askReplicas(group, request),
  };
}

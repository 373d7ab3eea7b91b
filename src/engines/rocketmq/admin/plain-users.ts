import { setTimeout as delay } from 'node:timers/promises';
import type {
  AccessPermission,
  NamedPermission,
  RocketmqUser,
} from '../../../domain/rocketmq-administration/users.ts';
import { bodyOf, fieldsOf, listOf, textOf } from '../remoting/answer-fields.ts';
import type { FastjsonValue } from '../remoting/fastjson.ts';
import { requestCodes } from '../remoting/codes.ts';
import type { RemotingRequest } from '../remoting/frame.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import type { UserRequests } from './users.ts';

const words = { deny: 'DENY', publish: 'PUB', subscribe: 'SUB', 'publish-subscribe': 'PUB|SUB' } as const;
/** Brokers look at their file twice a second. */
const seenAfterMs = 1000;

/** Users of 4.8.0, which each broker keeps in a file of its own. */
export function plainUsers(connections: ClusterConnections): UserRequests {
  async function create(group: string, user: RocketmqUser): Promise<void> {
    await connections.askReplicas(group, createRequest(user));
  }

  async function remove(group: string, { accessKey }: RocketmqUser): Promise<void> {
    await connections.askReplicas(group, { code: requestCodes.deleteAclConfig, fields: { accessKey } });
  }

  return {
    async list(group) {
      const answer = await connections.askLeader(group, { code: requestCodes.getBrokerClusterAclConfig });
      return listOf(bodyOf(answer)['plainAccessConfigs']).map(userOf);
    },
    create,
    async replace(group, user) {
      // A request that lists no topics leaves those that the user had.
      await remove(group, user);
      await create(group, user);
    },
    delete: remove,
    settle: () => delay(seenAfterMs),
  };
}

export function createRequest(user: RocketmqUser): RemotingRequest {
  return {
    code: requestCodes.updateAclConfig,
    fields: {
      accessKey: user.accessKey,
      secretKey: user.secretKey,
      admin: user.admin,
      whiteRemoteAddress: user.whiteRemoteAddress,
      defaultTopicPerm: words[user.defaultTopicPermission],
      defaultGroupPerm: words[user.defaultGroupPermission],
      topicPerms: permissionsText(user.topicPermissions),
      groupPerms: permissionsText(user.groupPermissions),
    },
  };
}

function permissionsText(permissions: readonly NamedPermission[]): string {
  return permissions.map(({ name, permission }) => `${name}=${words[permission]}`).join(',');
}

function userOf(value: FastjsonValue): RocketmqUser {
  const fields = fieldsOf(value);
  return {
    accessKey: textOf(fields['accessKey']),
    secretKey: textOf(fields['secretKey']),
    admin: fields['admin'] === true,
    whiteRemoteAddress: textOf(fields['whiteRemoteAddress']),
    defaultTopicPermission: permissionOf(textOf(fields['defaultTopicPerm'])),
    defaultGroupPermission: permissionOf(textOf(fields['defaultGroupPerm'])),
    topicPermissions: listOf(fields['topicPerms']).map(namedPermission),
    groupPermissions: listOf(fields['groupPerms']).map(namedPermission),
  };
}

function namedPermission(value: FastjsonValue): NamedPermission {
  const [name = '', word = ''] = textOf(value).split('=');
  return { name, permission: permissionOf(word) };
}

/** Nothing is allowed where nothing is said. */
function permissionOf(word: string): AccessPermission {
  switch (word) {
    case 'PUB':
      return 'publish';
    case 'SUB':
      return 'subscribe';
    case 'PUB|SUB':
    case 'SUB|PUB':
      return 'publish-subscribe';
    default:
      return 'deny';
  }
}

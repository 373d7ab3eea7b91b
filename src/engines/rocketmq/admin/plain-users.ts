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
import type { UserRequests } from './users.ts';

const words = { deny: 'DENY', publish: 'PUB', subscribe: 'SUB', 'publish-subscribe': 'PUB|SUB' } as const;
/** Brokers look at their file twice a second. */
const seenAfterMs = 1000;

/** Users of 4.8.0, which each broker keeps in a file of its own. */
export const plainUsers: UserRequests = {
  async list(keeper) {
    const answer = await keeper.read({ code: requestCodes.getBrokerClusterAclConfig });
    return listOf(bodyOf(answer)['plainAccessConfigs']).map(userOf);
  },
  async create(keeper, user) {
    await keeper.write(createRequest(user));
  },
  async replace(keeper, user) {
    // A request that lists no topics leaves those that the user had.
    await keeper.write(deleteRequest(user));
    await keeper.write(createRequest(user));
  },
  async delete(keeper, user) {
    await keeper.write(deleteRequest(user));
  },
  settle: () => delay(seenAfterMs),
};

function deleteRequest({ accessKey }: RocketmqUser): RemotingRequest {
  return { code: requestCodes.deleteAclConfig, fields: { accessKey } };
}

function createRequest(user: RocketmqUser): RemotingRequest {
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

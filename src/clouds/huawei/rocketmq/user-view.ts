import type { NamedPermission, RocketmqUser } from '../../../domain/rocketmq-administration/users.ts';
import { permissionWord } from './user-body.ts';

/** A user as calls about this one show it. */
export function userView(user: RocketmqUser) {
  return {
    access_key: user.accessKey,
    secret_key: user.secretKey,
    white_remote_address: user.whiteRemoteAddress,
    admin: user.admin,
    default_topic_perm: permissionWord(user.defaultTopicPermission),
    default_group_perm: permissionWord(user.defaultGroupPermission),
    topic_perms: permissionViews(user.topicPermissions),
    group_perms: permissionViews(user.groupPermissions),
  };
}

/** A user in the list, which tells no secrets. */
export function listedUserView(user: RocketmqUser) {
  return { ...userView(user), secret_key: '**********' };
}

/** Who may do what with one topic or group: `total` and `policies` of its list. */
export function accessPolicies(name: string, users: readonly RocketmqUser[], kind: 'topic' | 'group') {
  const policies = users.map((user) => {
    const own = (kind === 'topic' ? user.topicPermissions : user.groupPermissions).find(
      (one) => one.name === name,
    );
    const usual = kind === 'topic' ? user.defaultTopicPermission : user.defaultGroupPermission;
    return {
      access_key: user.accessKey,
      white_remote_address: user.whiteRemoteAddress,
      admin: user.admin,
      perm: permissionWord(own?.permission ?? usual),
    };
  });
  return policies;
}

function permissionViews(permissions: readonly NamedPermission[]) {
  return permissions.map(({ name, permission }) => ({ name, perm: permissionWord(permission) }));
}

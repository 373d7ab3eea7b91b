import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type {
  AccessPermission,
  NamedPermission,
  RocketmqUser,
} from '../../../domain/rocketmq-administration/users.ts';
import { checkBody } from '../json-body.ts';
import type { BodyRules } from '../json-body.ts';

const words = { PUB: 'publish', SUB: 'subscribe', 'PUB|SUB': 'publish-subscribe', DENY: 'deny' } as const;

const anyPermission = Type.Optional(Type.Enum(['', 'PUB', 'SUB', 'PUB|SUB', 'SUB|PUB', 'DENY']));
const named = Type.Optional(
  Type.Array(Type.Object({ name: Type.String({ minLength: 1, maxLength: 128 }), perm: anyPermission }), {
    maxItems: 1000,
  }),
);
const fields = {
  white_remote_address: Type.Optional(Type.String({ maxLength: 100, pattern: '^[0-9A-Fa-f.:*,{}-]*$' })),
  admin: Type.Optional(Type.Boolean()),
  default_topic_perm: anyPermission,
  default_group_perm: anyPermission,
  topic_perms: named,
  group_perms: named,
};
const accessKey = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{6,63}$' });
const secretKey = Type.String({ pattern: '^[\\x21-\\x7e]{8,32}$' });

const createValidator = Compile(Type.Object({ access_key: accessKey, secret_key: secretKey, ...fields }));
const updateValidator = Compile(
  Type.Object({ access_key: Type.Optional(Type.String()), secret_key: Type.Optional(secretKey), ...fields }),
);

const rules: BodyRules = {
  allowed: {
    access_key: '7 to 64 letters, digits, underscores and hyphens, a letter first',
    secret_key: '8 to 32 printable characters without blanks',
    white_remote_address: 'an address or a pattern of one, such as 10.10.*.*',
    admin: 'true or false',
    default_topic_perm: 'PUB, SUB, PUB|SUB or DENY',
    default_group_perm: 'PUB, SUB, PUB|SUB or DENY',
    topic_perms: 'an array of objects with the name of a topic and PUB, SUB, PUB|SUB or DENY as perm',
    group_perms: 'an array of objects with the name of a group and PUB, SUB, PUB|SUB or DENY as perm',
  },
  codes: { access_key: 'DMS.00400015', secret_key: 'DMS.00400012' },
  secret: new Set(['secret_key']),
};

type Word = Type.Static<typeof anyPermission> | undefined;
type Fields = { readonly [Name in keyof typeof fields]?: Type.Static<(typeof fields)[Name]> | undefined };

/** @throws HuaweiError for the first fault */
export function newUser(given: unknown): RocketmqUser {
  const body = checkBody(given, createValidator, rules);
  const nobody: RocketmqUser = {
    accessKey: body.access_key,
    secretKey: body.secret_key,
    admin: false,
    whiteRemoteAddress: '',
    defaultTopicPermission: 'deny',
    defaultGroupPermission: 'deny',
    topicPermissions: [],
    groupPermissions: [],
  };
  return changed(nobody, body);
}

/** The user after the update call; what the body leaves out stays. @throws HuaweiError for the first fault */
export function userAfter(given: unknown, before: RocketmqUser): RocketmqUser {
  const body = checkBody(given, updateValidator, rules);
  return changed({ ...before, secretKey: body.secret_key ?? before.secretKey }, body);
}

function changed(user: RocketmqUser, body: Fields): RocketmqUser {
  return {
    ...user,
    admin: body.admin ?? user.admin,
    whiteRemoteAddress: body.white_remote_address ?? user.whiteRemoteAddress,
    defaultTopicPermission: permissionOf(body.default_topic_perm) ?? user.defaultTopicPermission,
    defaultGroupPermission: permissionOf(body.default_group_perm) ?? user.defaultGroupPermission,
    topicPermissions: body.topic_perms === undefined ? user.topicPermissions : namedOf(body.topic_perms),
    groupPermissions: body.group_perms === undefined ? user.groupPermissions : namedOf(body.group_perms),
  };
}

function namedOf(
  given: readonly { readonly name: string; readonly perm?: Word }[],
): readonly NamedPermission[] {
  return given.map(({ name, perm }) => ({ name, permission: permissionOf(perm) ?? 'deny' }));
}

function permissionOf(word: Word): AccessPermission | undefined {
  if (word === undefined || word === '') return undefined;
  return words[word === 'SUB|PUB' ? 'PUB|SUB' : word];
}

export function permissionWord(permission: AccessPermission): string {
  return Object.entries(words).find(([, known]) => known === permission)?.[0] ?? 'DENY';
}

import type {
  AccessPermission,
  NamedPermission,
  RocketmqUser,
} from '../../../domain/rocketmq-administration/users.ts';
import { type Fields, listOf, textOf } from '../remoting/answer-fields.ts';

type Kind = 'Topic' | 'Group';
type Action = 'Pub' | 'Sub';

/** A rule of 5.x: of those that name a resource and an action the most exact one decides, and nothing is allowed where there is none. */
export interface AccessEntry {
  readonly resource: string;
  readonly actions: readonly Action[];
  readonly sourceIps: readonly string[];
  readonly decision: 'Allow' | 'Deny';
}

const actionsOf: Readonly<Record<AccessPermission, readonly Action[]>> = {
  deny: [],
  publish: ['Pub'],
  subscribe: ['Sub'],
  'publish-subscribe': ['Pub', 'Sub'],
};

/** Topics are published to and read, groups are only read in. */
const actionsOn: Readonly<Record<Kind, readonly Action[]>> = { Topic: ['Pub', 'Sub'], Group: ['Sub'] };

type Permissions = Omit<RocketmqUser, 'accessKey' | 'secretKey' | 'admin'>;

/** What a user may do, as rules. Administrators need none. */
export function accessEntries(user: RocketmqUser): readonly AccessEntry[] {
  if (user.admin) return [];
  const sourceIps = user.whiteRemoteAddress === '' ? [] : [user.whiteRemoteAddress];
  const ofKind = (kind: Kind, byDefault: AccessPermission, named: readonly NamedPermission[]) => [
    ...named.flatMap(({ name, permission }) => [
      ...entry(kind, name, 'Allow', allowed(kind, permission)),
      // What the rule for all others allows would hold otherwise.
      ...entry(kind, name, 'Deny', denied(kind, permission)),
    ]),
    ...entry(kind, '*', 'Allow', allowed(kind, byDefault)),
  ];
  function entry(
    kind: Kind,
    name: string,
    decision: AccessEntry['decision'],
    actions: readonly Action[],
  ): readonly AccessEntry[] {
    return actions.length === 0 ? [] : [{ resource: `${kind}:${name}`, actions, sourceIps, decision }];
  }
  return [
    ...ofKind('Topic', user.defaultTopicPermission, user.topicPermissions),
    ...ofKind('Group', user.defaultGroupPermission, user.groupPermissions),
  ];
}

function allowed(kind: Kind, permission: AccessPermission): readonly Action[] {
  return actionsOn[kind].filter((action) => actionsOf[permission].includes(action));
}

function denied(kind: Kind, permission: AccessPermission): readonly Action[] {
  return actionsOn[kind].filter((action) => !actionsOf[permission].includes(action));
}

/** The way back, also from rules that another program has made. */
export function permissionsFrom(entries: readonly Fields[]): Permissions {
  const [firstIp] = entries.flatMap((entry) => listOf(entry['sourceIps']).map(textOf));
  const of = (kind: Kind) => {
    const prefix = `${kind}:`;
    const actions = new Map<string, Set<string>>();
    for (const entry of entries) {
      const resource = textOf(entry['resource']);
      if (!resource.startsWith(prefix)) continue;
      const name = resource.slice(prefix.length);
      const allowedActions = actions.get(name) ?? new Set();
      actions.set(name, allowedActions);
      if (textOf(entry['decision']) !== 'Allow') continue;
      for (const action of listOf(entry['actions'])) allowedActions.add(textOf(action));
    }
    const named = [...actions].map(([name, allowedActions]) => ({
      name,
      permission: permissionOf(allowedActions),
    }));
    return {
      byDefault: named.find(({ name }) => name === '*')?.permission ?? 'deny',
      named: named.filter(({ name }) => name !== '*'),
    };
  };
  const [topics, groups] = [of('Topic'), of('Group')];
  return {
    whiteRemoteAddress: firstIp ?? '',
    defaultTopicPermission: topics.byDefault,
    defaultGroupPermission: groups.byDefault,
    topicPermissions: topics.named,
    groupPermissions: groups.named,
  };
}

function permissionOf(actions: ReadonlySet<string>): AccessPermission {
  if (actions.has('Pub')) return actions.has('Sub') ? 'publish-subscribe' : 'publish';
  return actions.has('Sub') ? 'subscribe' : 'deny';
}

import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { AclAdministration, AclOperation, AclRule } from '../../../domain/administration/acls.ts';
import { badParameter } from '../errors.ts';
import type { BodyRules } from '../json-body.ts';
import { checkBody } from '../json-body.ts';

/** What a user may do with a topic: publish, subscribe, or both. A topic without any policy is open to all users. */
export type AccessPolicy = 'pub' | 'sub' | 'all';

export interface TopicPolicy {
  readonly userName: string;
  readonly policy: AccessPolicy;
}

/** Kafka lets those see a topic who may read or write it. */
const operationsOf: Readonly<Record<AccessPolicy, readonly AclOperation[]>> = {
  pub: ['write'],
  sub: ['read'],
  all: ['read', 'write'],
};

/** The rules of which policies are made; others, such as denials that a client made, are not touched and not shown. */
function policyRules(topic: string) {
  return {
    resourceType: 'topic',
    resourceName: topic,
    pattern: 'literal',
    host: '*',
    permission: 'allow',
  } as const;
}

const userPrefix = 'User:';

const byPrincipal = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) =>
  one < other ? -1 : 1;

const isAmong = (rules: readonly AclRule[], { principal, operation }: AclRule) =>
  rules.some((rule) => rule.principal === principal && rule.operation === operation);

/** The topic's policies by user, whoever made the rules. */
export async function topicPolicies(acls: AclAdministration, topic: string): Promise<readonly TopicPolicy[]> {
  const rules = await acls.list(policyRules(topic));
  const ofUser = Map.groupBy(rules, ({ principal }) => principal);
  return [...ofUser].toSorted(byPrincipal).flatMap(([principal, own]) => {
    const may = new Set(own.map(({ operation }) => operation));
    const reads = may.has('all') || may.has('read');
    const writes = may.has('all') || may.has('write');
    if (!reads && !writes) return [];
    const policy = reads && writes ? 'all' : reads ? 'sub' : 'pub';
    return [{ userName: principal.slice(userPrefix.length), policy } as const];
  });
}

/**
 * Has the topic exactly these policies. New rules come before old ones go, so that the topic is not open to all in between.
 */
export async function setTopicPolicies(
  acls: AclAdministration,
  topic: string,
  policies: readonly TopicPolicy[],
): Promise<void> {
  const base = policyRules(topic);
  const wanted = policies.flatMap(({ userName, policy }) =>
    operationsOf[policy].map((operation): AclRule => ({
      ...base,
      principal: `${userPrefix}${userName}`,
      operation,
    })),
  );
  const present = (await acls.list(base)).filter(({ operation }) =>
    ['read', 'write', 'all'].includes(operation),
  );
  await acls.create(wanted.filter((rule) => !isAmong(present, rule)));
  for (const rule of present) if (!isAmong(wanted, rule)) await acls.delete(rule);
}

const validator = Compile(
  Type.Object({
    topics: Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1 }),
        policies: Type.Array(
          Type.Object({
            user_name: Type.String({ minLength: 1 }),
            access_policy: Type.Enum(['all', 'pub', 'sub']),
          }),
        ),
      }),
      { minItems: 1 },
    ),
  }),
);

const rules: BodyRules = {
  allowed: {
    topics:
      'an array of objects with name and policies, each policy with user_name and access_policy (all, pub or sub)',
  },
  codes: {},
  secret: new Set(),
};

/**
 * The policies that the body of the update call gives to topics.
 * @throws HuaweiError DMS.00400062 for a topic or user that is there twice, DMS.00400085
 */
export function topicPolicyUpdates(
  given: unknown,
): readonly { readonly topic: string; readonly policies: readonly TopicPolicy[] }[] {
  const { topics } = checkBody(given, validator, rules);
  requireDistinct(
    'topics',
    topics.map(({ name }) => name),
  );
  return topics.map(({ name, policies }) => {
    requireDistinct(
      'user_name',
      policies.map((one) => one.user_name),
    );
    return {
      topic: name,
      policies: policies.map((one) => ({ userName: one.user_name, policy: one.access_policy })),
    };
  });
}

function requireDistinct(parameter: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw badParameter('DMS.00400062', parameter, twice, 'each name once');
}

import {
  type AccessRuleSet,
  holdsFor,
  type TopicRule,
} from '../../../domain/access-rule-set/access-rule-set.ts';
import type { AclOperation } from '../../../domain/administration/acls.ts';
import { badValue } from '../errors.ts';
import { aclHosts, aclPrincipal } from './acl-words.ts';
import { numberOfName } from './user-rules.ts';

/** A rule of CreateAclRule and BatchCreateAcl, which have words where CreateAcl has numbers. */
export interface AclRuleInfo {
  readonly Operation: string;
  readonly PermissionType: string;
  readonly Host: string;
  readonly Principal: string;
}

const operations: ReadonlyMap<string, AclOperation> = new Map([
  ['All', 'all'],
  ['Read', 'read'],
  ['Write', 'write'],
  ['Create', 'create'],
  ['Delete', 'delete'],
  ['Alter', 'alter'],
  ['Describe', 'describe'],
  ['ClusterAction', 'cluster-action'],
  ['DescribeConfigs', 'describe-configs'],
  ['AlterConfigs', 'alter-configs'],
  ['IdempotentWrite', 'idempotent-write'],
]);
const permissions: ReadonlyMap<string, TopicRule['permission']> = new Map([
  ['Allow', 'allow'],
  ['Deny', 'deny'],
]);

/** The rules of a list; hosts may stand between semicolons. @throws TencentError InvalidParameterValue */
export function ruleList(list: readonly AclRuleInfo[]): readonly TopicRule[] {
  if (list.length === 0) throw badValue('RuleList', list, 'one rule or more');
  return list.flatMap((rule) => {
    const operation = word('RuleList.Operation', rule.Operation, operations);
    const permission = word('RuleList.PermissionType', rule.PermissionType, permissions);
    const principal = aclPrincipal(rule.Principal);
    return aclHosts(rule.Host).map((host) => ({ principal, host, operation, permission }));
  });
}

/** @throws TencentError InvalidParameterValue */
export function checkRuleName(name: string): string {
  if (/^[A-Za-z0-9._-]{1,128}$/.test(name)) return name;
  throw badValue('RuleName', name, '1 to 128 letters, digits, dots, underscores and hyphens');
}

/** Rules are of topics only. @throws TencentError InvalidParameterValue */
export function checkRuleResource(type: string): void {
  if (type !== 'Topic') throw badValue('ResourceType', type, 'Topic');
}

/**
 * What topics begin with for which the rules hold; null for a template (PRESET). A star at the end, as in the documentation's
 * example, can be no part of a topic's name.
 * @throws TencentError InvalidParameterValue
 */
export function topicPrefix(type: string, pattern: string): string | null {
  if (type === 'PRESET') return null;
  if (type !== 'PREFIXED') throw badValue('PatternType', type, 'PREFIXED or PRESET');
  const prefix = pattern.replace(/\*$/, '');
  if (/^[A-Za-z0-9._-]{1,128}$/.test(prefix)) return prefix;
  throw badValue(
    'Pattern',
    pattern,
    'what the topics’ names begin with: letters, digits, dots, underscores and hyphens',
  );
}

/** The number by which the cloud's answers name a rule. */
export function ruleNumber(instanceId: string, name: string): number {
  return numberOfName(`${instanceId}/${name}`);
}

/**
 * An item of DescribeAclRule.
 * @param topics those that there are
 */
export function aclRuleView(instanceId: string, set: AccessRuleSet, topics: readonly string[]) {
  const held = topics.filter((topic) => holdsFor(set, topic));
  return {
    RuleName: set.name,
    InstanceId: instanceId,
    PatternType: patternType(set),
    Pattern: set.topicPrefix ?? '',
    ResourceType: 'Topic',
    AclList: JSON.stringify(
      set.rules.map(({ operation, permission, principal, host }) => ({
        host,
        operation: wordOf(operation, operations),
        permissionType: wordOf(permission, permissions),
        principal,
      })),
    ),
    CreateTimeStamp: javaTime(set.createdAtMs),
    IsApplied: set.isForNewTopics ? 1 : 0,
    UpdateTimeStamp: javaTime(set.updatedAtMs),
    Comment: set.description,
    TopicName: held[0] ?? '',
    TopicCount: held.length,
    PatternTypeTitle: set.topicPrefix === null ? 'Preset' : 'Prefix',
  };
}

export function patternType({ topicPrefix: prefix }: AccessRuleSet): 'PRESET' | 'PREFIXED' {
  return prefix === null ? 'PRESET' : 'PREFIXED';
}

/** `Sat Apr 03 20:13:03 CST 2021`: the rules' times are as Java writes them, in China's time. */
function javaTime(ms: number): string {
  const at = new Date(ms + 8 * 3_600_000).toUTCString();
  const [, weekday, day, month, year, time] = /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(at) ?? [];
  return `${weekday} ${month} ${day} ${time} CST ${year}`;
}

function word<Word>(parameter: string, text: string, words: ReadonlyMap<string, Word>): Word {
  const known = words.get(text);
  if (known !== undefined) return known;
  throw badValue(parameter, text, [...words.keys()].join(', '));
}

function wordOf<Word>(value: Word, words: ReadonlyMap<string, Word>): string {
  return [...words].find(([, one]) => one === value)?.[0] ?? '';
}

import { isIP } from 'node:net';
import type {
  AclFilter,
  AclOperation,
  AclResourceType,
  AclRule,
} from '../../../domain/administration/acls.ts';
import { badValue, TencentError } from '../errors.ts';

/** The cloud's numbers are Kafka's own, but for permissions. */
const resourceTypes: ReadonlyMap<number, AclResourceType> = new Map([
  [2, 'topic'],
  [3, 'group'],
  [4, 'cluster'],
  [5, 'transactional-id'],
]);
const operations: ReadonlyMap<number, AclOperation> = new Map([
  [2, 'all'],
  [3, 'read'],
  [4, 'write'],
  [5, 'create'],
  [6, 'delete'],
  [7, 'alter'],
  [8, 'describe'],
  [9, 'cluster-action'],
  [10, 'describe-configs'],
  [11, 'alter-configs'],
  [12, 'idempotent-write'],
]);
const permissions: ReadonlyMap<number, AclRule['permission']> = new Map([
  [2, 'deny'],
  [3, 'allow'],
]);

/** What names one access rule, or several: hosts may stand between semicolons. */
export interface AclParameters {
  readonly ResourceType: number;
  readonly Operation: number;
  readonly PermissionType: number;
  readonly Host?: string;
  readonly Principal?: string;
}

/** @throws TencentError InvalidParameterValue */
export function aclResourceType(number: number): AclResourceType {
  return named('ResourceType', number, resourceTypes);
}

/**
 * The rules that the parameters mean for resources of these names.
 * @throws TencentError InvalidParameterValue
 */
export function aclRules(asked: AclParameters, resourceNames: readonly string[]): readonly AclRule[] {
  const resourceType = aclResourceType(asked.ResourceType);
  const operation = named('Operation', asked.Operation, operations);
  const permission = named('PermissionType', asked.PermissionType, permissions);
  const principal = aclPrincipal(asked.Principal ?? '');
  return resourceNames.flatMap((resourceName) =>
    aclHosts(asked.Host ?? '').map((host): AclRule => ({
      resourceType,
      resourceName,
      pattern: 'literal',
      principal,
      host,
      operation,
      permission,
    })),
  );
}

/** The names of the resources; that of the cluster need not be given. @throws TencentError InvalidParameterValue.NotAllowedEmpty, InvalidParameterValue */
export function aclResourceNames(
  type: number,
  name: string | undefined,
  list: string | undefined,
): readonly string[] {
  if (aclResourceType(type) === 'cluster') return ['kafka-cluster'];
  const hasList = list !== undefined && list !== '';
  if (name !== undefined && name !== '') {
    if (hasList) throw badValue('ResourceNameList', list, 'absent where ResourceName is given');
    return [name];
  }
  if (!hasList) {
    throw new TencentError(
      'InvalidParameterValue.NotAllowedEmpty',
      'One of the parameters `ResourceName` and `ResourceNameList` is required.',
    );
  }
  const names = parsed(list);
  if (
    Array.isArray(names) &&
    names.length > 0 &&
    names.every((one) => typeof one === 'string' && one !== '')
  ) {
    return names as readonly string[];
  }
  throw badValue('ResourceNameList', list, 'a JSON array of names');
}

/** @throws TencentError InvalidParameterValue */
export function aclPrincipal(principal: string): string {
  if (principal === '') return 'User:*';
  if (/^User:.+$/s.test(principal)) return principal;
  throw badValue('Principal', principal, 'User:<name> or User:*');
}

/** Kafka compares addresses as a whole and knows no networks. @throws TencentError InvalidParameterValue */
export function aclHosts(text: string): readonly string[] {
  const hosts = [...new Set(text.split(';').filter((host) => host !== ''))];
  if (hosts.length === 0) return ['*'];
  const wrong = hosts.find((host) => host !== '*' && isIP(host) === 0);
  if (wrong === undefined) return hosts;
  throw badValue('Host', wrong, '* or IP addresses between semicolons; networks are not supported');
}

/** The rules that DescribeACL and DeleteAcl are about: not those of prefixes, which it shows elsewhere. */
export const literalRules: AclFilter = { pattern: 'literal' };

export function aclView(rule: AclRule) {
  return {
    ResourceType: numberOf(rule.resourceType, resourceTypes),
    ResourceName: rule.resourceName,
    Principal: rule.principal,
    Host: rule.host,
    Operation: numberOf(rule.operation, operations),
    PermissionType: numberOf(rule.permission, permissions),
  };
}

function named<Word>(parameter: string, number: number, words: ReadonlyMap<number, Word>): Word {
  const word = words.get(number);
  if (word !== undefined) return word;
  const allowed = [...words].map(([one, text]) => `${one} (${String(text)})`).join(', ');
  throw badValue(parameter, number, allowed);
}

/** 1 is what Kafka calls any, for a kind that the cloud has no number for. */
function numberOf<Word>(word: Word, words: ReadonlyMap<number, Word>): number {
  return [...words].find(([, one]) => one === word)?.[0] ?? 1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

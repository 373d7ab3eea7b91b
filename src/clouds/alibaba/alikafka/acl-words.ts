import { isIP } from 'node:net';
import type {
  AclFilter,
  AclOperation,
  AclResourceType,
  AclRule,
} from '../../../domain/administration/acls.ts';
import { badValue } from '../errors.ts';

const resourceTypes: ReadonlyMap<string, AclResourceType> = new Map([
  ['Topic', 'topic'],
  ['Group', 'group'],
  ['Cluster', 'cluster'],
  ['TransactionalId', 'transactional-id'],
]);
const operations: ReadonlyMap<string, AclOperation> = new Map([
  ['Write', 'write'],
  ['Read', 'read'],
  ['Describe', 'describe'],
  ['IdempotentWrite', 'idempotent-write'],
  ['DescribeConfigs', 'describe-configs'],
]);
const patterns: ReadonlyMap<string, AclRule['pattern']> = new Map([
  ['LITERAL', 'literal'],
  ['PREFIXED', 'prefix'],
]);
const permissions: ReadonlyMap<string, AclRule['permission']> = new Map([
  ['ALLOW', 'allow'],
  ['DENY', 'deny'],
]);

/** What names one access rule, or several where AclOperationTypes has operations between commas. */
export interface AclParameters {
  readonly Username: string;
  readonly AclResourceType: string;
  readonly AclResourceName: string;
  readonly AclResourcePatternType?: string;
  readonly AclOperationType?: string;
  readonly AclOperationTypes?: string;
  readonly AclPermissionType?: string;
  readonly Host?: string;
}

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function aclRules(asked: AclParameters): readonly AclRule[] {
  const { AclOperationType: one = '', AclOperationTypes: several, Host: host = '*' } = asked;
  if (host !== '*' && isIP(host) === 0) throw badValue('Host', host, '* or an IP address');
  const names = several === undefined ? [one] : several.split(',');
  return names.map((name) => ({
    ...resourceOf(asked),
    pattern: wordOf('AclResourcePatternType', asked.AclResourcePatternType ?? 'LITERAL', patterns),
    operation: wordOf(
      several === undefined ? 'AclOperationType' : 'AclOperationTypes',
      name.trim(),
      operations,
    ),
    permission: wordOf('AclPermissionType', asked.AclPermissionType ?? 'ALLOW', permissions),
    host,
  }));
}

/** What DescribeAcls asks for. @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function aclFilter(asked: AclParameters): AclFilter {
  const { AclResourcePatternType: pattern, AclOperationType: one, AclPermissionType: permission } = asked;
  return {
    ...resourceOf(asked),
    ...(pattern === undefined ? {} : { pattern: wordOf('AclResourcePatternType', pattern, patterns) }),
    ...(one === undefined ? {} : { operation: wordOf('AclOperationType', one, operations) }),
    ...(permission === undefined ? {} : { permission: wordOf('AclPermissionType', permission, permissions) }),
    ...(asked.Host === undefined ? {} : { host: asked.Host }),
  };
}

/** A rule with an operation or on a resource that the cloud has no word for cannot have come from it, and is left out. */
export function aclViews(rules: readonly AclRule[]) {
  return rules.flatMap((rule) => {
    const [type, operation] = [nameOf(rule.resourceType, resourceTypes), nameOf(rule.operation, operations)];
    if (type === undefined || operation === undefined) return [];
    return {
      Username: rule.principal.replace(/^User:/, ''),
      AclResourceType: type,
      AclResourceName: rule.resourceName,
      AclResourcePatternType: nameOf(rule.pattern, patterns) ?? '',
      AclOperationType: operation,
      AclPermissionType: nameOf(rule.permission, permissions) ?? '',
      Host: rule.host,
    };
  });
}

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function aclResourceNames(
  rules: readonly AclRule[],
  asked: Pick<AclParameters, 'AclResourceType'> & { readonly AclResourcePatternType: string },
): readonly string[] {
  const type = wordOf('AclResourceType', asked.AclResourceType, resourceTypes);
  const pattern = wordOf('AclResourcePatternType', asked.AclResourcePatternType, patterns);
  const found = rules.filter((rule) => rule.resourceType === type && rule.pattern === pattern);
  return [...new Set(found.map(({ resourceName }) => resourceName))].toSorted();
}

function resourceOf(asked: AclParameters): Pick<AclRule, 'principal' | 'resourceType' | 'resourceName'> {
  const resourceType = wordOf('AclResourceType', asked.AclResourceType, resourceTypes);
  return {
    principal: `User:${asked.Username}`,
    resourceType,
    // There is one only, whatever it is called.
    resourceName: resourceType === 'cluster' ? 'kafka-cluster' : asked.AclResourceName,
  };
}

/** Documents and clients differ (`Topic`, `TOPIC`, `IDEMPOTENT_WRITE`). */
const plain = (text: string) => text.toLowerCase().replaceAll('_', '');

/** Words count in whatever case. */
function wordOf<Word>(parameter: string, given: string, words: ReadonlyMap<string, Word>): Word {
  const found = [...words].find(([name]) => plain(name) === plain(given));
  if (found !== undefined) return found[1];
  throw badValue(parameter, given, [...words.keys()].join(', '));
}

function nameOf<Word>(word: Word, words: ReadonlyMap<string, Word>): string | undefined {
  return [...words].find(([, one]) => one === word)?.[0];
}

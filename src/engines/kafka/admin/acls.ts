import type { describeAclsV0 } from '@platformatic/kafka';
import type { AclAdministration, AclFilter, AclRule } from '../../../domain/administration/acls.ts';
import { DomainError } from '../../../domain/errors.ts';
import { readAclNodes, writeAclNodes } from './acl-nodes.ts';
import type { AdminContext } from './admin-context.ts';
import { attempt } from './attempt.ts';
import { controllerLink } from './cluster-metadata.ts';
import { errorCodes, requireNone } from './error-codes.ts';
import { untilEverywhere } from './everywhere.ts';
import { wayOf } from './ways.ts';
import { brokerApis } from './wire/broker-apis.ts';
import type { BrokerLink } from './wire/broker-link.ts';

type WireAclFilter = Parameters<typeof describeAclsV0.createRequest>[0];

const any = 1;
const resourceTypes = {
  topic: 2,
  group: 3,
  cluster: 4,
  'transactional-id': 5,
  'delegation-token': 6,
} as const;
const patterns = { literal: 3, prefix: 4 } as const;
const permissions = { deny: 2, allow: 3 } as const;
const operations = {
  all: 2,
  read: 3,
  write: 4,
  create: 5,
  delete: 6,
  alter: 7,
  describe: 8,
  'cluster-action': 9,
  'describe-configs': 10,
  'alter-configs': 11,
  'idempotent-write': 12,
} as const;

export function createAclAdministration(context: AdminContext): AclAdministration {
  const acls = context.snapshot(() => readAcls(context));

  return {
    list: (filter = {}) =>
      attempt('list access rules', async () => (await acls.get()).filter((rule) => fits(rule, filter))),

    async create(rules) {
      rules.forEach(requireRule);
      if (rules.length === 0) return;
      try {
        await attempt('create access rules', async () => {
          const link = await controllerLink(context.link);
          if (wayOf(link, 'acls') === 'zookeeper') await writeAclNodes(context, { add: rules });
          else {
            await createAcls(link, rules);
            await untilEverywhere(context.link, async (one) => {
              const known = await describeAcls(one);
              return rules.every((rule) => known.some((found) => fits(found, rule)));
            });
          }
        });
      } finally {
        acls.invalidate();
      }
    },

    async delete(filter) {
      try {
        return await attempt('delete access rules', async () => {
          const link = await controllerLink(context.link);
          if (wayOf(link, 'acls') === 'createAcls') {
            const count = await deleteAcls(link, filter);
            await untilEverywhere(context.link, async (one) => {
              const known = await describeAcls(one);
              return !known.some((rule) => fits(rule, filter));
            });
            return count;
          }
          const found = (await readAclNodes(context)).filter((rule) => fits(rule, filter));
          await writeAclNodes(context, { remove: found });
          return found.length;
        });
      } finally {
        acls.invalidate();
      }
    },
  };
}

function fits(rule: AclRule, filter: AclFilter): boolean {
  const entries = Object.entries(filter) as [keyof AclRule, string | undefined][];
  return entries.every(([name, wanted]) => wanted === undefined || rule[name] === wanted);
}

function requireRule({ principal, host, resourceName }: AclRule): void {
  if (!/^[A-Za-z]+:.+$/s.test(principal)) {
    throw new DomainError('invalid-acl', `A principal is User:<name>, not ${principal}.`, 'principal');
  }
  if (host === '') throw new DomainError('invalid-acl', 'A host is an address, or *.', 'host');
  if (resourceName === '') {
    throw new DomainError('invalid-acl', 'The name of a resource cannot be empty.', 'resourceName');
  }
}

async function readAcls(context: AdminContext): Promise<readonly AclRule[]> {
  const link = await context.link.toAny();
  return wayOf(link, 'acls') === 'zookeeper' ? await readAclNodes(context) : await describeAcls(link);
}

/** The rules that a broker knows. */
export async function describeAcls(link: BrokerLink, filter: AclFilter = {}): Promise<readonly AclRule[]> {
  const response = await link.call(brokerApis.describeAcls, wireFilter(filter));
  requireNone(response.errorCode, 'list access rules', response.errorMessage ?? null);
  return response.resources.flatMap((resource) =>
    resource.acls.flatMap((acl): AclRule[] => {
      const resourceType = nameOf(resourceTypes, resource.resourceType);
      const pattern = nameOf(patterns, resource.resourcePatternType);
      const operation = nameOf(operations, acl.operation);
      const permission = nameOf(permissions, acl.permissionType);
      // Kinds that came later than this table; only newer tools make them.
      if (resourceType === null || pattern === null || operation === null || permission === null) return [];
      const { resourceName } = resource;
      return [
        {
          resourceType,
          resourceName,
          pattern,
          principal: acl.principal,
          host: acl.host,
          operation,
          permission,
        },
      ];
    }),
  );
}

async function createAcls(link: BrokerLink, rules: readonly AclRule[]): Promise<void> {
  if (link.versionOf(brokerApis.createAcls) === 0 && rules.some(({ pattern }) => pattern === 'prefix')) {
    throw new DomainError(
      'invalid-acl',
      'Rules for prefixes came with Kafka 2.0; this version has none.',
      'pattern',
    );
  }
  const creations = rules.map((rule) => ({
    resourceType: resourceTypes[rule.resourceType],
    resourceName: rule.resourceName,
    resourcePatternType: patterns[rule.pattern],
    principal: rule.principal,
    host: rule.host,
    operation: operations[rule.operation],
    permissionType: permissions[rule.permission],
  }));
  const { results } = await link.call(brokerApis.createAcls, creations);
  for (const { errorCode, errorMessage } of results) {
    if (errorCode === errorCodes.invalidRequest) {
      throw new DomainError('invalid-acl', errorMessage ?? 'The brokers do not take this rule.');
    }
    requireNone(errorCode, 'create an access rule', errorMessage ?? null);
  }
}

async function deleteAcls(link: BrokerLink, filter: AclFilter): Promise<number> {
  if (link.versionOf(brokerApis.deleteAcls) === 0 && filter.pattern === 'prefix') return 0;
  const { filterResults } = await link.call(brokerApis.deleteAcls, [wireFilter(filter)]);
  let count = 0;
  for (const { errorCode, errorMessage, matchingAcls } of filterResults) {
    requireNone(errorCode, 'delete access rules', errorMessage ?? null);
    for (const acl of matchingAcls)
      requireNone(acl.errorCode, 'delete an access rule', acl.errorMessage ?? null);
    count += matchingAcls.length;
  }
  return count;
}

function wireFilter(filter: AclFilter): WireAclFilter {
  return {
    resourceType: filter.resourceType === undefined ? any : resourceTypes[filter.resourceType],
    resourceName: filter.resourceName ?? null,
    resourcePatternType: filter.pattern === undefined ? any : patterns[filter.pattern],
    principal: filter.principal ?? null,
    host: filter.host ?? null,
    operation: filter.operation === undefined ? any : operations[filter.operation],
    permissionType: filter.permission === undefined ? any : permissions[filter.permission],
  };
}

function nameOf<Name extends string>(numbers: Readonly<Record<Name, number>>, wanted: number): Name | null {
  const found = (Object.entries(numbers) as [Name, number][]).find(([, number]) => number === wanted);
  return found?.[0] ?? null;
}

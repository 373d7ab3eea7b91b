import type { AclOperation, AclResourceType, AclRule } from '../../../domain/administration/acls.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { ZooKeeperClient } from '../zookeeper/zookeeper-client.ts';
import { ZooKeeperError } from '../zookeeper/zookeeper-error.ts';
import { zooKeeperOf } from './admin-context.ts';
import type { AdminContext } from './admin-context.ts';
import { childrenOf, createMissing } from './config-nodes.ts';

/** What the authorizer of 0.10.2 knows, in its own words. */
const resourceTypes: Partial<Readonly<Record<AclResourceType, string>>> = {
  topic: 'Topic',
  group: 'Group',
  cluster: 'Cluster',
};
const operations: Partial<Readonly<Record<AclOperation, string>>> = {
  all: 'All',
  read: 'Read',
  write: 'Write',
  create: 'Create',
  delete: 'Delete',
  alter: 'Alter',
  describe: 'Describe',
  'cluster-action': 'ClusterAction',
};
const permissions = { allow: 'Allow', deny: 'Deny' } as const;

interface AclNode {
  readonly version: 1;
  readonly acls: readonly AclEntry[];
}

interface AclEntry {
  readonly principal: string;
  readonly permissionType: string;
  readonly operation: string;
  readonly host: string;
}

export interface AclNodeChanges {
  readonly add?: readonly AclRule[];
  readonly remove?: readonly AclRule[];
}

/** All rules below /kafka-acl, where the authorizer of 0.10.2 keeps them: a node per resource. */
export async function readAclNodes(context: AdminContext): Promise<readonly AclRule[]> {
  return await zooKeeperOf(context).use(async (client) => {
    const types = Object.entries(resourceTypes) as [AclResourceType, string][];
    const found = await Promise.all(
      types.map(async ([resourceType, word]) => {
        const names = await childrenOf(client, `/kafka-acl/${word}`);
        return await Promise.all(
          names.map(async (resourceName) => {
            const { entries } = await readNode(client, `/kafka-acl/${word}/${resourceName}`);
            return entries.flatMap((entry) => ruleOf(resourceType, resourceName, entry));
          }),
        );
      }),
    );
    return found.flat(2);
  });
}

/** Changes the resources' nodes, and tells the brokers by a sequential node that names the resource (`Topic:orders`). */
export async function writeAclNodes(
  context: AdminContext,
  { add = [], remove = [] }: AclNodeChanges,
): Promise<void> {
  for (const rule of add) requireKnown(rule);
  const resources = Map.groupBy(
    [...add, ...remove],
    ({ resourceType, resourceName }) => `${resourceTypes[resourceType] ?? ''}:${resourceName}`,
  );
  await zooKeeperOf(context).use(async (client) => {
    for (const [resource, rules] of resources) {
      const path = `/kafka-acl/${resource.replace(':', '/')}`;
      const { entries, version } = await readNode(client, path);
      const isEntryOf = (entry: AclEntry) => (rule: AclRule) => sameEntry(entry, entryOf(rule));
      const kept = entries.filter(
        (entry) => !rules.filter((rule) => remove.includes(rule)).some(isEntryOf(entry)),
      );
      const added = rules
        .filter((rule) => add.includes(rule))
        .map(entryOf)
        .filter((entry) => !kept.some((present) => sameEntry(present, entry)));
      const after = [...kept, ...added];
      if (after.length === 0 && version !== null) await client.delete(path, version);
      else if (after.length > 0) await writeNode(client, path, after, version);
      await createMissing(client, '/kafka-acl-changes', Buffer.alloc(0));
      await client.create('/kafka-acl-changes/acl_changes_', Buffer.from(resource, 'utf8'), {
        sequential: true,
      });
    }
  });
}

async function readNode(
  client: ZooKeeperClient,
  path: string,
): Promise<{ readonly entries: readonly AclEntry[]; readonly version: number | null }> {
  try {
    const { data, stat } = await client.getData(path);
    if (data.length === 0) return { entries: [], version: stat.version };
    return { entries: (JSON.parse(data.toString('utf8')) as AclNode).acls, version: stat.version };
  } catch (error) {
    if (error instanceof ZooKeeperError && error.kind === 'no-node') return { entries: [], version: null };
    throw error;
  }
}

async function writeNode(
  client: ZooKeeperClient,
  path: string,
  acls: readonly AclEntry[],
  version: number | null,
): Promise<void> {
  const data = Buffer.from(JSON.stringify({ version: 1, acls } satisfies AclNode), 'utf8');
  if (version !== null) {
    await client.setData(path, data, version);
    return;
  }
  await createMissing(client, '/kafka-acl', Buffer.alloc(0));
  await createMissing(client, path.slice(0, path.lastIndexOf('/')), Buffer.alloc(0));
  try {
    await client.create(path, data);
  } catch (error) {
    if (!(error instanceof ZooKeeperError && error.kind === 'node-exists')) throw error;
    // Made by somebody else since it was read: as a write to an old version of it.
    throw new ZooKeeperError('bad-version', `${path} was made meanwhile.`, { cause: error });
  }
}

function requireKnown({ resourceType, resourceName, operation, pattern }: AclRule): void {
  if (pattern === 'prefix') {
    throw new DomainError(
      'invalid-acl',
      'Rules for prefixes came with Kafka 2.0; this version has none.',
      'pattern',
    );
  }
  if (resourceTypes[resourceType] === undefined || operations[operation] === undefined) {
    throw new DomainError('invalid-acl', `Kafka 0.10.2 knows no rule for ${operation} of a ${resourceType}.`);
  }
  if (resourceName.includes('/')) {
    throw new DomainError(
      'invalid-acl',
      'Kafka 0.10.2 cannot keep a rule for a name with a slash.',
      'resourceName',
    );
  }
}

function ruleOf(resourceType: AclResourceType, resourceName: string, entry: AclEntry): AclRule[] {
  const operation = (Object.keys(operations) as AclOperation[]).find(
    (name) => operations[name] === entry.operation,
  );
  if (operation === undefined) return [];
  return [
    {
      resourceType,
      resourceName,
      pattern: 'literal',
      principal: entry.principal,
      host: entry.host,
      operation,
      permission: entry.permissionType === permissions.deny ? 'deny' : 'allow',
    },
  ];
}

function entryOf({ principal, permission, operation, host }: AclRule): AclEntry {
  return { principal, permissionType: permissions[permission], operation: operations[operation] ?? '', host };
}

function sameEntry(one: AclEntry, other: AclEntry): boolean {
  return (
    one.principal === other.principal &&
    one.permissionType === other.permissionType &&
    one.operation === other.operation &&
    one.host === other.host
  );
}

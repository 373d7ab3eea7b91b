import type { AclAdministration, AclRule } from './acls.ts';

/**
 * The addresses from which alone a topic may be used, as rules that allow everybody everything from there: a topic with any rule
 * is closed to all others. Other rules of the topic allow and deny beside them.
 */
export async function topicAllowList(
  acls: Pick<AclAdministration, 'list'>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const lists = new Map<string, string[]>();
  for (const { resourceName, host } of await acls.list(everybody)) {
    if (host === '*') continue;
    const hosts = lists.get(resourceName) ?? [];
    hosts.push(host);
    lists.set(resourceName, hosts);
  }
  return lists;
}

/** Replaces a topic's list; an empty one admits everybody again, as far as no other rule says otherwise. */
export async function setTopicAllowList(
  acls: AclAdministration,
  topic: string,
  addresses: readonly string[],
): Promise<void> {
  const present = (await topicAllowList(acls)).get(topic) ?? [];
  const rule = (host: string): AclRule => ({ ...everybody, resourceName: topic, host });
  // New ones first: at no time is the topic open to all.
  await acls.create(addresses.filter((host) => !present.includes(host)).map(rule));
  for (const host of present) if (!addresses.includes(host)) await acls.delete(rule(host));
}

const everybody = {
  resourceType: 'topic',
  pattern: 'literal',
  principal: 'User:*',
  operation: 'all',
  permission: 'allow',
} as const;

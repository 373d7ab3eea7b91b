import type { AclRule } from '../administration/acls.ts';

/** What a rule says of a topic, whichever that is. */
export type TopicRule = Pick<AclRule, 'principal' | 'host' | 'operation' | 'permission'>;

/** Access rules of topics under one name, kept beside the brokers, which only know the single rules. */
export interface AccessRuleSet {
  readonly name: string;
  /** The rules hold for topics whose names begin so, also for those to come; null for a template, which single topics are given. */
  readonly topicPrefix: string | null;
  readonly rules: readonly TopicRule[];
  /** Whether topics that are made from now on through a cloud's API are given the template. */
  readonly isForNewTopics: boolean;
  /** The topics that were given the template. Some may be gone by now. */
  readonly topics: readonly string[];
  readonly description: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** The rules of a set as the brokers keep them. */
export function aclRulesOf(
  { topicPrefix, rules }: Pick<AccessRuleSet, 'topicPrefix' | 'rules'>,
  topics: readonly string[],
): readonly AclRule[] {
  const resources: readonly Pick<AclRule, 'resourceName' | 'pattern'>[] =
    topicPrefix === null
      ? topics.map((resourceName) => ({ resourceName, pattern: 'literal' }))
      : [{ resourceName: topicPrefix, pattern: 'prefix' }];
  return resources.flatMap((resource) =>
    rules.map(({ principal, host, operation, permission }): AclRule => ({
      resourceType: 'topic',
      ...resource,
      principal,
      host,
      operation,
      permission,
    })),
  );
}

/** Whether the set's rules hold for a topic. */
export function holdsFor({ topicPrefix, topics }: AccessRuleSet, topic: string): boolean {
  return topicPrefix === null ? topics.includes(topic) : topic.startsWith(topicPrefix);
}

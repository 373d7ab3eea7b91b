import type { AclAdministration } from '../administration/acls.ts';
import type { RunningClusters } from '../administration/running-clusters.ts';
import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import { type AccessRuleSet, aclRulesOf } from './access-rule-set.ts';
import type { AccessRuleSetRepository } from './access-rule-set-repository.ts';

/**
 * Sets of access rules. Brokers learn first and what is kept follows, so that a failure in between leaves rules which the same
 * call makes again, or takes away again. All methods throw DomainError instance-not-found, instance-busy, instance-unavailable.
 */
export interface AccessRuleSetService {
  /** By name. */
  list(caller: Caller, instanceId: string): Promise<readonly AccessRuleSet[]>;
  /** @throws DomainError rule-exists, invalid-acl */
  create(caller: Caller, instanceId: string, set: AccessRuleSetOrder): Promise<void>;
  /** Whether topics to come are given the template. @throws DomainError rule-not-found */
  setForNewTopics(caller: Caller, instanceId: string, name: string, isForNewTopics: boolean): Promise<void>;
  /** Takes the rules from all topics. @throws DomainError rule-not-found */
  delete(caller: Caller, instanceId: string, name: string): Promise<void>;
  /** Gives a topic a template. @throws DomainError rule-not-found, also for a set with a prefix */
  give(caller: Caller, instanceId: string, topic: string, name: string): Promise<void>;
  /** Gives a topic the templates that are meant for new ones. */
  giveToNew(caller: Caller, instanceId: string, topic: string): Promise<void>;
  /** Takes all templates from a topic. */
  takeAll(caller: Caller, instanceId: string, topic: string): Promise<void>;
}

export type AccessRuleSetOrder = Pick<
  AccessRuleSet,
  'name' | 'topicPrefix' | 'rules' | 'isForNewTopics' | 'description'
>;

export interface AccessRuleSetServiceParts {
  readonly clusters: RunningClusters;
  readonly sets: AccessRuleSetRepository;
  readonly nowMs: () => number;
}

export function createAccessRuleSetService({
  clusters,
  sets,
  nowMs,
}: AccessRuleSetServiceParts): AccessRuleSetService {
  async function aclsOf(caller: Caller, instanceId: string): Promise<AclAdministration> {
    return (await clusters.of(caller, instanceId)).administration.acls;
  }

  async function find(instanceId: string, name: string): Promise<AccessRuleSet> {
    const set = await sets.find(instanceId, name);
    if (set === null) throw new DomainError('rule-not-found', `There is no rule ${name}.`);
    return set;
  }

  async function giveTo(acls: AclAdministration, instanceId: string, set: AccessRuleSet, topic: string) {
    await acls.create(aclRulesOf(set, [topic]));
    const topics = [...new Set([...set.topics, topic])];
    await sets.save(instanceId, { ...set, topics });
  }

  return {
    async list(caller, instanceId) {
      await clusters.of(caller, instanceId);
      return sets.list(instanceId);
    },

    async create(caller, instanceId, order) {
      const acls = await aclsOf(caller, instanceId);
      if ((await sets.find(instanceId, order.name)) !== null) {
        throw new DomainError('rule-exists', `There is a rule ${order.name} already.`);
      }
      const atMs = nowMs();
      await acls.create(aclRulesOf(order, []));
      await sets.save(instanceId, { ...order, topics: [], createdAtMs: atMs, updatedAtMs: atMs });
    },

    async setForNewTopics(caller, instanceId, name, isForNewTopics) {
      await clusters.of(caller, instanceId);
      const set = await find(instanceId, name);
      await sets.save(instanceId, { ...set, isForNewTopics, updatedAtMs: nowMs() });
    },

    async delete(caller, instanceId, name) {
      const acls = await aclsOf(caller, instanceId);
      const set = await find(instanceId, name);
      await withdraw(acls, set, set.topics);
      await sets.remove(instanceId, name);
    },

    async give(caller, instanceId, topic, name) {
      const acls = await aclsOf(caller, instanceId);
      const set = await find(instanceId, name);
      if (set.topicPrefix !== null) {
        throw new DomainError(
          'rule-not-found',
          `The rule ${name} holds for topics that begin with ${set.topicPrefix}; it is no template.`,
        );
      }
      await giveTo(acls, instanceId, set, topic);
    },

    async giveToNew(caller, instanceId, topic) {
      const acls = await aclsOf(caller, instanceId);
      for (const set of await sets.list(instanceId)) {
        if (set.topicPrefix === null && set.isForNewTopics) await giveTo(acls, instanceId, set, topic);
      }
    },

    async takeAll(caller, instanceId, topic) {
      const acls = await aclsOf(caller, instanceId);
      for (const set of await sets.list(instanceId)) {
        if (!set.topics.includes(topic)) continue;
        await withdraw(acls, set, [topic]);
        await sets.save(instanceId, { ...set, topics: set.topics.filter((one) => one !== topic) });
      }
    },
  };
}

async function withdraw(acls: AclAdministration, set: AccessRuleSet, topics: readonly string[]) {
  for (const rule of aclRulesOf(set, topics)) await acls.delete(rule);
}

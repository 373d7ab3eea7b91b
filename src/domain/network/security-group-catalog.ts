import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { CatalogParts } from './catalog-parts.ts';
import { checkDescription, checkName } from './catalog-text.ts';
import { refuseWhileUsed } from './in-use.ts';
import type { NetworkRepository } from './network-repository.ts';
import type { SecurityGroup, SecurityGroupRule } from './network.ts';
import { checkRule, sameRule } from './security-group-rules.ts';

export interface SecurityGroupOrder {
  readonly name: string;
  readonly description: string;
  readonly enterpriseProjectId: string;
}

export type RuleOrder = Omit<SecurityGroupRule, 'id'>;

/** A rule with the group that it belongs to. */
export interface RuleOfGroup {
  readonly rule: SecurityGroupRule;
  readonly group: SecurityGroup;
}

export interface SecurityGroupCatalog {
  /**
   * A new group admits its own members and lets everything out, as on the clouds.
   * @throws DomainError invalid-parameter, enterprise-project-not-found
   */
  createSecurityGroup(caller: Caller, order: SecurityGroupOrder): Promise<SecurityGroup>;
  /** @throws DomainError security-group-not-found */
  getSecurityGroup(caller: Caller, id: string): Promise<SecurityGroup>;
  listSecurityGroups(caller: Caller): Promise<readonly SecurityGroup[]>;
  /** @throws DomainError security-group-not-found, network-in-use while instances or other groups' rules name it */
  deleteSecurityGroup(caller: Caller, id: string): Promise<void>;
  /** @throws DomainError security-group-not-found (also of the remote group), invalid-parameter, rule-exists */
  createRule(caller: Caller, groupId: string, order: RuleOrder): Promise<RuleOfGroup>;
  /** @throws DomainError rule-not-found */
  getRule(caller: Caller, ruleId: string): Promise<RuleOfGroup>;
  /** All rules of the project, or those of one group. */
  listRules(caller: Caller, groupId?: string): Promise<readonly RuleOfGroup[]>;
  /** @throws DomainError rule-not-found */
  deleteRule(caller: Caller, ruleId: string): Promise<void>;
}

export function createSecurityGroupCatalog(parts: CatalogParts): SecurityGroupCatalog {
  const { store, enterpriseProjects, nowMs, newId, limitsChanged } = parts;

  /** Brokers in the group hold for new and open connections what its rules say by now. */
  async function tellInstances(projectId: string, securityGroupId: string): Promise<void> {
    const placed = await store.instances.placedIn(projectId, { securityGroupId }, Number.MAX_SAFE_INTEGER);
    for (const { id } of placed) limitsChanged({ id, projectId });
  }

  return {
    async createSecurityGroup(caller, order) {
      enterpriseProjects.require(order.enterpriseProjectId);
      const id = newId();
      const group: SecurityGroup = {
        id,
        projectId: caller.projectId,
        enterpriseProjectId: order.enterpriseProjectId,
        name: checkName(order.name),
        description: checkDescription(order.description),
        rules: rulesOfNewGroup(id).map((rule) => ({ id: newId(), ...rule })),
        createdAtMs: nowMs(),
      };
      await store.networks.insertSecurityGroup(group);
      return group;
    },

    getSecurityGroup: (caller, id) => requireSecurityGroup(store.networks, caller.projectId, id),

    listSecurityGroups: (caller) => store.networks.listSecurityGroups(caller.projectId),

    deleteSecurityGroup: (caller, id) =>
      store.transaction(async ({ networks, instances }) => {
        await requireSecurityGroup(networks, caller.projectId, id);
        const groups = await networks.listSecurityGroups(caller.projectId);
        const namedBy = groups.find(
          (group) => group.id !== id && group.rules.some((rule) => rule.remoteGroupId === id),
        );
        if (namedBy !== undefined) {
          throw new DomainError(
            'network-in-use',
            `Security group ${id} is named by a rule of group ${namedBy.name} (${namedBy.id}). Delete that rule first.`,
          );
        }
        await refuseWhileUsed(instances, caller.projectId, { securityGroupId: id }, `Security group ${id}`);
        await networks.deleteSecurityGroup(id);
      }),

    async createRule(caller, groupId, order) {
      const made = await store.transaction(async ({ networks }) => {
        const group = await requireSecurityGroup(networks, caller.projectId, groupId);
        const checked = checkRule(order);
        if (checked.remoteGroupId !== null) {
          await requireSecurityGroup(networks, caller.projectId, checked.remoteGroupId);
        }
        const same = group.rules.find((rule) => sameRule(rule, checked));
        if (same !== undefined) {
          throw new DomainError(
            'rule-exists',
            `Security group ${groupId} has this rule already: ${same.id}.`,
          );
        }
        const rule: SecurityGroupRule = { id: newId(), ...checked };
        const changed = { ...group, rules: [...group.rules, rule] };
        await networks.updateSecurityGroup(changed);
        return { rule, group: changed };
      });
      await tellInstances(caller.projectId, groupId);
      return made;
    },

    getRule: (caller, ruleId) => requireRule(store.networks, caller.projectId, ruleId),

    async listRules(caller, groupId) {
      const groups = await store.networks.listSecurityGroups(caller.projectId);
      return groups
        .filter((group) => groupId === undefined || group.id === groupId)
        .flatMap((group) => group.rules.map((rule) => ({ rule, group })));
    },

    async deleteRule(caller, ruleId) {
      const groupId = await store.transaction(async ({ networks }) => {
        const { group } = await requireRule(networks, caller.projectId, ruleId);
        const rules = group.rules.filter((rule) => rule.id !== ruleId);
        await networks.updateSecurityGroup({ ...group, rules });
        return group.id;
      });
      await tellInstances(caller.projectId, groupId);
    },
  };
}

/** @throws DomainError security-group-not-found */
export async function requireSecurityGroup(
  networks: NetworkRepository,
  projectId: string,
  id: string,
): Promise<SecurityGroup> {
  const group = await networks.findSecurityGroup(projectId, id);
  if (group === null) {
    throw new DomainError(
      'security-group-not-found',
      `Security group ${id} does not exist.`,
      'network.securityGroupId',
    );
  }
  return group;
}

async function requireRule(
  networks: NetworkRepository,
  projectId: string,
  ruleId: string,
): Promise<RuleOfGroup> {
  for (const group of await networks.listSecurityGroups(projectId)) {
    const rule = group.rules.find((candidate) => candidate.id === ruleId);
    if (rule !== undefined) return { rule, group };
  }
  throw new DomainError('rule-not-found', `Security group rule ${ruleId} does not exist.`);
}

function rulesOfNewGroup(groupId: string): readonly RuleOrder[] {
  const any = { description: '', protocol: null, portMin: null, portMax: null, remoteCidr: null } as const;
  return ([4, 6] as const).flatMap((ipVersion) => [
    { ...any, direction: 'egress', ipVersion, remoteGroupId: null } as const,
    { ...any, direction: 'ingress', ipVersion, remoteGroupId: groupId } as const,
  ]);
}

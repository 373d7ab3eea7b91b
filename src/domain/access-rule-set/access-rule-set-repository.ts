import type { AccessRuleSet } from './access-rule-set.ts';

/** Sets end with their instance. Callers have seen to it that the instance is their project's. */
export interface AccessRuleSetRepository {
  /** By name. */
  list(instanceId: string): Promise<readonly AccessRuleSet[]>;
  find(instanceId: string, name: string): Promise<AccessRuleSet | null>;
  /** One of that name is replaced. */
  save(instanceId: string, set: AccessRuleSet): Promise<void>;
  remove(instanceId: string, name: string): Promise<void>;
}

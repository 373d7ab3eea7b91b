import type { AclRule } from '../../../domain/administration/acls.ts';
import { type AclRuleInfo, ruleList } from '../ckafka/acl-rule-words.ts';
import { requireAclUsers } from '../ckafka/acl-users.ts';
import { aclResourceType } from '../ckafka/acl-words.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly ResourceType: number;
  readonly ResourceNames: readonly string[];
  readonly RuleList: readonly AclRuleInfo[];
}

/** Makes each of the rules for each of the resources; one that is there already stays. */
export const batchCreateAcl = operation<Parameters>(
  'ckafka',
  'BatchCreateAcl',
  async ({ caller, parameters }, services) => {
    const resourceType = aclResourceType(parameters.ResourceType);
    const { ResourceNames: given } = parameters;
    if (given.length === 0 || given.includes('')) throw badValue('ResourceNames', given, 'one name or more');
    const names = resourceType === 'cluster' ? ['kafka-cluster'] : given;
    const list = ruleList(parameters.RuleList);
    const rules = names.flatMap((resourceName) =>
      list.map((rule): AclRule => ({ resourceType, resourceName, pattern: 'literal', ...rule })),
    );
    const id = checkInstanceId(parameters.InstanceId);
    const { administration } = await services.clusters.of(caller, id);
    await requireAclUsers(services, caller, id, rules);
    await administration.acls.create(rules);
    return { Result: 0 };
  },
);

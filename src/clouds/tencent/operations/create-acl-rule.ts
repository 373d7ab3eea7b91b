import { aclRulesOf } from '../../../domain/access-rule-set/access-rule-set.ts';
import {
  type AclRuleInfo,
  checkRuleName,
  checkRuleResource,
  ruleList,
  ruleNumber,
  topicPrefix,
} from '../ckafka/acl-rule-words.ts';
import { requireAclUsers } from '../ckafka/acl-users.ts';
import { checkSwitch } from '../ckafka/create-order.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly ResourceType: string;
  readonly PatternType: string;
  readonly RuleName: string;
  readonly RuleList: readonly AclRuleInfo[];
  readonly Pattern?: string;
  /** Of a template: whether topics to come get it. */
  readonly IsApplied?: number;
  readonly Comment?: string;
}

/** Makes rules for all topics with a prefix, which every broker goes by at the time of the answer, or a template for topics. */
export const createAclRule = operation<Parameters>(
  'ckafka',
  'CreateAclRule',
  async ({ caller, parameters }, services) => {
    checkRuleResource(parameters.ResourceType);
    const order = {
      name: checkRuleName(parameters.RuleName),
      topicPrefix: topicPrefix(parameters.PatternType, parameters.Pattern ?? ''),
      rules: ruleList(parameters.RuleList),
      isForNewTopics: checkSwitch('IsApplied', parameters.IsApplied ?? 0),
      description: parameters.Comment ?? '',
    };
    const id = checkInstanceId(parameters.InstanceId);
    await requireAclUsers(services, caller, id, aclRulesOf(order, ['any']));
    await services.accessRuleSets.create(caller, id, order);
    return { Result: ruleNumber(id, order.name) };
  },
);

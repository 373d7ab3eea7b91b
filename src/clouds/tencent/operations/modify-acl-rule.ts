import { checkRuleName, ruleNumber } from '../ckafka/acl-rule-words.ts';
import { checkSwitch } from '../ckafka/create-order.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly RuleName: string;
  readonly IsApplied?: number;
}

/** Says whether topics to come get a template. Those that are there stay as they are. */
export const modifyAclRule = operation<Parameters>(
  'ckafka',
  'ModifyAclRule',
  async ({ caller, parameters }, { accessRuleSets }) => {
    const name = checkRuleName(parameters.RuleName);
    const isApplied = checkSwitch('IsApplied', parameters.IsApplied ?? 0);
    const id = checkInstanceId(parameters.InstanceId);
    await accessRuleSets.setForNewTopics(caller, id, name, isApplied);
    return { Result: ruleNumber(id, name) };
  },
);

import { checkRuleName, ruleNumber } from '../ckafka/acl-rule-words.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly RuleName: string;
}

/** Takes the rules from all topics that have them, and forgets them. */
export const deleteAclRule = operation<Parameters>(
  'ckafka',
  'DeleteAclRule',
  async ({ caller, parameters }, { accessRuleSets }) => {
    const name = checkRuleName(parameters.RuleName);
    const id = checkInstanceId(parameters.InstanceId);
    await accessRuleSets.delete(caller, id, name);
    return { Result: ruleNumber(id, name) };
  },
);

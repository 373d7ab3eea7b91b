import { changeScalingRules } from '../alikafka/change-scaling-rules.ts';
import { withoutRule } from '../alikafka/scaling-rules.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly RuleName: string;
}

export const deleteScheduledScalingRule = operation<Parameters>(
  'alikafka',
  'DeleteScheduledScalingRule',
  async ({ caller, parameters }, services) => {
    await changeScalingRules(services, caller, parameters.InstanceId, (rules) =>
      withoutRule(rules, parameters.RuleName),
    );
    return {};
  },
);

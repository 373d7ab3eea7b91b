import { changeScalingRules } from '../alikafka/change-scaling-rules.ts';
import { withSwitched } from '../alikafka/scaling-rules.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly RuleName: string;
  readonly Enable: boolean;
}

/** Switches a rule on or off; while it is off clients have what they have without it. */
export const modifyScheduledScalingRule = operation<Parameters>(
  'alikafka',
  'ModifyScheduledScalingRule',
  async ({ caller, parameters }, services) => {
    await changeScalingRules(services, caller, parameters.InstanceId, (rules) =>
      withSwitched(rules, parameters.RuleName, parameters.Enable),
    );
    return {};
  },
);

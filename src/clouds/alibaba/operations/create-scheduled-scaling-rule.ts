import { changeScalingRules } from '../alikafka/change-scaling-rules.ts';
import { type ScalingRuleParameters, withRule } from '../alikafka/scaling-rules.ts';
import { operation } from '../operation.ts';

interface Parameters extends ScalingRuleParameters {
  readonly InstanceId: string;
}

/** Reserves more for clients of a serverless instance, at a time or on certain days; brokers hold them to it from then on. */
export const createScheduledScalingRule = operation<Parameters>(
  'alikafka',
  'CreateScheduledScalingRule',
  async ({ caller, parameters }, services) => {
    await changeScalingRules(services, caller, parameters.InstanceId, (rules) =>
      withRule(rules, parameters, services.nowMs()),
    );
    return {};
  },
);

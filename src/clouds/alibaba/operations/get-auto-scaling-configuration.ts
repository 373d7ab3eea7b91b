import { requireBought } from '../alikafka/bought-instances.ts';
import { scalingRuleView } from '../alikafka/scaling-rules.ts';
import { operation } from '../operation.ts';

/** The scaling rules of a serverless instance; others have none. */
export const getAutoScalingConfiguration = operation<{ readonly InstanceId: string }>(
  'alikafka',
  'GetAutoScalingConfiguration',
  async ({ caller, parameters }, services) => {
    const { instance } = await requireBought(services, caller, parameters.InstanceId);
    const rules = instance?.spec.bandwidthRaises ?? [];
    return { Data: { ScheduledScalingRules: { ScheduledScalingRules: rules.map(scalingRuleView) } } };
  },
);

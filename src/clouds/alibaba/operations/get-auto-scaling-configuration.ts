import { requireBought } from '../alikafka/bought-instances.ts';
import { operation } from '../operation.ts';

/** Only serverless instances can have rules, and Polybroker sells none. */
export const getAutoScalingConfiguration = operation<{ readonly InstanceId: string }>(
  'alikafka',
  'GetAutoScalingConfiguration',
  async ({ caller, parameters }, services) => {
    await requireBought(services, caller, parameters.InstanceId);
    return { Data: { ScheduledScalingRules: { ScheduledScalingRules: [] } } };
  },
);

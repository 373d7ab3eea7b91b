import { requireThrottleRule } from '../ckafka/throttle-rules.ts';
import { flowResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  /** Text here, a number elsewhere. */
  readonly ThrottleRuleId: string;
  readonly InstanceId: string;
}

export const deleteThrottleRule = operation<Parameters>(
  'ckafka',
  'DeleteThrottleRule',
  async ({ caller, parameters }, { clusters, recordTask }) => {
    const { instance, administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const { quota } = await requireThrottleRule(administration, Number(parameters.ThrottleRuleId));
    await administration.quotas.remove(quota.client);
    return flowResult(await recordTask(caller, instance.id, 'change-quota'));
  },
);

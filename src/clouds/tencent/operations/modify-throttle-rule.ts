import { requireThrottleRule, throttleLimits } from '../ckafka/throttle-rules.ts';
import { flowResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly ThrottleRuleId: number;
  readonly InstanceId: string;
  readonly ConsumeThrottle?: number;
}

/** Changes what may be read; what may be sent stays. */
export const modifyThrottleRule = operation<Parameters>(
  'ckafka',
  'ModifyThrottleRule',
  async ({ caller, parameters }, { clusters, recordTask }) => {
    const cluster = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const limits = throttleLimits(cluster, parameters.ConsumeThrottle, undefined);
    const { instance, administration } = cluster;
    const { quota } = await requireThrottleRule(administration, parameters.ThrottleRuleId);
    await administration.quotas.set(quota.client, limits);
    return flowResult(await recordTask(caller, instance.id, 'change-quota'));
  },
);

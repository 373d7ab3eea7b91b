import type { QuotaClient } from '../../../domain/administration/quotas.ts';
import {
  checkThrottleType,
  throttledClients,
  throttleLimits,
  throttleRules,
} from '../ckafka/throttle-rules.ts';
import { flowResult } from '../ckafka/write-result.ts';
import { TencentError } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly ThrottleType: number;
  readonly GroupNameList?: readonly string[];
  /** MB/s, as ProduceThrottle. */
  readonly ConsumeThrottle?: number;
  readonly ProduceThrottle?: number;
  readonly ClientIdList?: readonly string[];
  readonly UserNameList?: readonly string[];
  readonly TopicNameList?: readonly string[];
}

/** Limits what users and clients send and read. Brokers go by it at the time of the answer; its flow has ended by then. */
export const createThrottleRule = operation<Parameters>(
  'ckafka',
  'CreateThrottleRule',
  async ({ caller, parameters }, { clusters, recordTask }) => {
    checkThrottleType(parameters.ThrottleType);
    const clients = throttledClients(parameters.UserNameList ?? [], parameters.ClientIdList ?? []);
    const cluster = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const { instance, administration } = cluster;
    const limits = throttleLimits(cluster, parameters.ConsumeThrottle, parameters.ProduceThrottle);
    const present = new Set((await throttleRules(administration)).map(({ quota }) => key(quota)));
    if (clients.some((client) => present.has(key({ client })))) {
      throw new TencentError(
        'InvalidParameterValue.RepetitionValue',
        'One of these has a throttle rule already; change it by ModifyThrottleRule.',
      );
    }
    for (const client of clients) await administration.quotas.set(client, limits);
    return flowResult(await recordTask(caller, instance.id, 'change-quota'));
  },
);

function key({ client: { user, clientId } }: { readonly client: QuotaClient }): string {
  return JSON.stringify([user, clientId]);
}

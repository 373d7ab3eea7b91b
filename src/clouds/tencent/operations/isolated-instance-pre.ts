import { requirePrepaid } from '../ckafka/payment-kind.ts';
import { tencentOffering } from '../ckafka/tencent-offering.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

/** Shuts an instance that was paid in advance: its brokers keep what they have, and let no client in until it is renewed. */
export const isolatedInstancePre = operation<{ readonly InstanceId: string }>(
  'ckafka',
  'IsolatedInstancePre',
  async ({ caller, parameters }, { instances }) => {
    const instance = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    requirePrepaid(instance);
    await instances.update(caller, instance.id, { isolated: true });
    const { dealName } = tencentOffering(instance);
    return writeResult({ FlowId: 0, DealNames: [dealName], InstanceId: instance.id });
  },
);

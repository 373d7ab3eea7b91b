import { requireUnprotected } from '../ckafka/deletion-protection.ts';
import { requirePrepaid } from '../ckafka/payment-kind.ts';
import { tencentOffering } from '../ckafka/tencent-offering.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

/** Deletes an instance that was paid in advance. It is in the lists until its brokers are gone. */
export const deleteInstancePre = operation<{ readonly InstanceId: string }>(
  'ckafka',
  'DeleteInstancePre',
  async ({ caller, parameters }, { instances }) => {
    const instance = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    requirePrepaid(instance);
    requireUnprotected(instance);
    await instances.delete(caller, instance.id);
    const { dealName } = tencentOffering(instance);
    return writeResult({ FlowId: 0, DealNames: [dealName], InstanceId: instance.id });
  },
);

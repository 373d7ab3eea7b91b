import { dealNameAt } from '../ckafka/deal.ts';
import { requirePrepaid } from '../ckafka/payment-kind.ts';
import { type SizeParameters, sizeChange } from '../ckafka/size-change.ts';
import { withinSpending } from '../ckafka/spending.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

/** Changes bandwidth, disk and partitions of an instance that is paid in advance. */
export const modifyInstancePre = operation<SizeParameters>(
  'ckafka',
  'ModifyInstancePre',
  async ({ caller, parameters }, services) => {
    const { instances, nowMs, randomInteger } = services;
    const instance = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    requirePrepaid(instance);
    const changes = sizeChange(instance, parameters);
    await instances.update(caller, instance.id, changes, withinSpending(services));
    const deal = dealNameAt(nowMs(), randomInteger(10_000));
    return writeResult({ FlowId: 0, DealNames: [deal], InstanceId: instance.id });
  },
);

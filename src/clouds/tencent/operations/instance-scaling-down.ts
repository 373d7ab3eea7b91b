import { dealNameAt } from '../ckafka/deal.ts';
import { requirePostpaid } from '../ckafka/payment-kind.ts';
import { type SizeParameters, sizeChange } from '../ckafka/size-change.ts';
import { withinSpending } from '../ckafka/spending.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters extends SizeParameters {
  /** 1 steadily, 2 fast; here nothing has to be moved, so that both are the same. */
  readonly UpgradeStrategy: number;
}

/** Changes bandwidth, disk and partitions of an instance that is paid by the hour; also upwards, despite the name. */
export const instanceScalingDown = operation<Parameters>(
  'ckafka',
  'InstanceScalingDown',
  async ({ caller, parameters }, services) => {
    const { instances, nowMs, randomInteger } = services;
    const { UpgradeStrategy: strategy } = parameters;
    if (strategy !== 1 && strategy !== 2) throw badValue('UpgradeStrategy', strategy, '1 or 2');
    const id = checkInstanceId(parameters.InstanceId);
    const instance = await instances.get(caller, id);
    requirePostpaid(instance);
    const changes = sizeChange(instance, parameters);
    await instances.update(caller, id, changes, withinSpending(services));
    return { Result: { DealNames: [dealNameAt(nowMs(), randomInteger(10_000))] } };
  },
);

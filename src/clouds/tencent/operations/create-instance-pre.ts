import { createOrders } from '../ckafka/create-order.ts';
import type { CreateParameters } from '../ckafka/create-parameters.ts';
import { createdResult, dealNameAt } from '../ckafka/deal.ts';
import { monthsLater } from '../../months-later.ts';
import { checkRenewFlag, monthsOf } from '../ckafka/prepaid.ts';
import { withinSpending } from '../ckafka/spending.ts';
import { operation } from '../operation.ts';

interface Parameters extends CreateParameters {
  readonly Period: string;
  readonly RenewFlag?: number;
}

/** Orders instances that are paid for months in advance; otherwise as CreatePostPaidInstance. */
export const createInstancePre = operation<Parameters>(
  'ckafka',
  'CreateInstancePre',
  async ({ caller, parameters }, services) => {
    const place = await services.placement.find(caller, parameters.VpcId, parameters.SubnetId);
    const months = monthsOf(parameters.Period);
    const orders = createOrders(parameters, place, {
      dealName: dealNameAt(services.nowMs(), services.randomInteger(10_000)),
      prepaid: {
        expiresAtMs: monthsLater(services.nowMs(), months),
        renewFlag: checkRenewFlag(parameters.RenewFlag ?? 0),
      },
      newInstanceId: services.newInstanceId,
      kafkaVersions: services.kafkaVersions,
    });
    return createdResult(await services.instances.createAll(caller, orders, withinSpending(services)));
  },
);

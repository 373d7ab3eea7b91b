import { createOrders } from '../ckafka/create-order.ts';
import type { CreateParameters } from '../ckafka/create-parameters.ts';
import { createdResult, dealNameAt } from '../ckafka/deal.ts';
import { withinSpending } from '../ckafka/spending.ts';
import { operation } from '../operation.ts';

/** Orders instances that are paid by the hour: all of the call or none. DescribeInstancesDetail shows them at once. */
export const createPostPaidInstance = operation<CreateParameters>(
  'ckafka',
  'CreatePostPaidInstance',
  async ({ caller, parameters }, services) => {
    const place = await services.placement.find(caller, parameters.VpcId, parameters.SubnetId);
    const orders = createOrders(parameters, place, {
      dealName: dealNameAt(services.nowMs(), services.randomInteger(10_000)),
      prepaid: null,
      newInstanceId: services.newInstanceId,
      kafkaVersions: services.kafkaVersions,
    });
    return createdResult(await services.instances.createAll(caller, orders, withinSpending(services)));
  },
);

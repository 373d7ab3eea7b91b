import { buyInstance, type OrderParameters } from '../alikafka/buy-instance.ts';
import { alibabaOffering } from '../alikafka/alibaba-offering.ts';
import { operation } from '../operation.ts';

/** Orders an instance; GetInstanceList finds it by the order's id. */
export const createPostPayOrder = operation<OrderParameters>(
  'alikafka',
  'CreatePostPayOrder',
  async ({ caller, parameters, regionId }, services) => {
    const reservation = await buyInstance('post', caller, regionId, parameters, services);
    return { OrderId: alibabaOffering(reservation).orderId };
  },
);

import { buyInstance, type OrderParameters } from '../alikafka/buy-instance.ts';
import { alibabaOffering } from '../alikafka/alibaba-offering.ts';
import { operation } from '../operation.ts';

/** Orders an instance, as CreatePostPayOrder does, and tells its id. */
export const createPostPayInstance = operation<OrderParameters>(
  'alikafka',
  'CreatePostPayInstance',
  async ({ caller, parameters, regionId }, services) => {
    const reservation = await buyInstance('post', caller, regionId, parameters, services);
    return { Data: { InstanceId: reservation.id, OrderId: Number(alibabaOffering(reservation).orderId) } };
  },
);

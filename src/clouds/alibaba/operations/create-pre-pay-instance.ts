import { buyInstance, type OrderParameters } from '../alikafka/buy-instance.ts';
import { alibabaOffering } from '../alikafka/alibaba-offering.ts';
import { operation } from '../operation.ts';

/** Orders an instance, as CreatePrePayOrder does, and tells its id. */
export const createPrePayInstance = operation<OrderParameters>(
  'alikafka',
  'CreatePrePayInstance',
  async ({ caller, parameters, regionId }, services) => {
    const reservation = await buyInstance('pre', caller, regionId, parameters, services);
    return { Data: { InstanceId: reservation.id, OrderId: Number(alibabaOffering(reservation).orderId) } };
  },
);

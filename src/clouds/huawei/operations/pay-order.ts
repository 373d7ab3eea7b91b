import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { badParameter } from '../errors.ts';
import { orderedInstance } from '../instances/ordered-instance.ts';
import { checkBody } from '../json-body.ts';
import type { Operation } from '../operation.ts';

const validator = Compile(Type.Object({ order_id: Type.String({ minLength: 1 }) }));

/**
 * Pays the order of an instance that was bought in advance; it is made then. Of the service for bills, whose other parameters (coupons,
 * discounts) change nothing where nothing costs anything.
 */
export const payOrder: Operation = {
  name: 'PayOrders',
  method: 'POST',
  paths: ['/v2/orders/customer-orders/pay'],
  body: 'json',
  async run(call, { instances }) {
    const { order_id: orderId } = checkBody(call.body, validator, {
      allowed: { order_id: 'the id of an order' },
      codes: { order_id: 'CBC.0100' },
      secret: new Set(),
    });
    const instance = await orderedInstance(instances, call.caller, orderId);
    if (instance.spec.prepaid?.paidAtMs !== null) {
      throw badParameter('CBC.0100', 'order_id', orderId, 'an order that is not paid yet');
    }
    await instances.confirmPayment(call.caller, instance.id);
    return { status: 204 };
  },
};

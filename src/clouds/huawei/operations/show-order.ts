import { orderedInstance } from '../instances/ordered-instance.ts';
import type { Operation } from '../operation.ts';

/** Whether an order is done (5) or waits for its payment (6): Terraform waits for that. */
export const showOrder: Operation = {
  name: 'ShowCustomerOrderDetails',
  method: 'GET',
  paths: ['/v2/orders/customer-orders/details/{order_id}'],
  body: 'none',
  async run(call, { instances }) {
    const orderId = call.params['order_id'] ?? '';
    const { spec } = await orderedInstance(instances, call.caller, orderId);
    const status = spec.prepaid?.paidAtMs === null ? 6 : 5;
    return { status: 200, body: { total_count: 1, order_info: { order_id: orderId, status } } };
  },
};

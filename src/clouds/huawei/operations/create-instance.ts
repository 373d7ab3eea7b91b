import { createOrder } from '../kafka/create-order.ts';
import type { Operation } from '../operation.ts';

/** Orders an instance. The answer does not wait for it: GET shows CREATING until its brokers serve. */
export const createInstance: Operation = {
  name: 'CreateInstanceByEngine',
  method: 'POST',
  paths: ['/v2/{project_id}/instances', '/v2/{engine}/{project_id}/instances'],
  body: 'json',
  async run(call, services) {
    const order = createOrder(call.body, call.params['engine'], services);
    const instance = await services.instances.create(call.caller, order);
    return { status: 200, body: { instance_id: instance.id } };
  },
};

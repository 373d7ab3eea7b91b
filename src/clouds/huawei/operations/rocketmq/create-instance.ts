import type { Operation } from '../../operation.ts';
import { createOrder } from '../../rocketmq/create-order.ts';

/** Orders an instance. The answer does not wait for it: GET shows CREATING until its brokers serve, or while its order is not paid. */
export const createRocketmqInstance: Operation = {
  name: 'CreateInstanceByEngine',
  method: 'POST',
  paths: [
    '/v2/{engine}/{project_id}/instances',
    // As the page of v1.0 says and as its example does.
    '/v1.0/{project_id}/instances',
    '/v1.0/dms/{project_id}/instances',
  ],
  body: 'json',
  async run(call, services) {
    const order = createOrder(call.body, call.params['engine'], services);
    const instance = await services.instances.create(call.caller, order);
    return { status: 200, body: { instance_id: instance.id } };
  },
};

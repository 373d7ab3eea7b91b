import type { Operation } from '../../operation.ts';
import { resizeChange } from '../../rocketmq/resize-body.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Adds storage or brokers, or gives the brokers another product. */
export const resizeInstance: Operation = {
  name: 'ResizeInstance',
  method: 'POST',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/extend'],
  body: 'json',
  async run(call, { rocketmqInstances }) {
    const id = instanceIdOf(call);
    const change = resizeChange(call.body, await rocketmqInstances.get(call.caller, id));
    return { status: 200, body: { job_id: await rocketmqInstances.change(call.caller, id, change) } };
  },
};

import type { Operation } from '../../operation.ts';
import { rocketmqUpdate } from '../../rocketmq/update-changes.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Changes name, description, security group or enterprise project; with ACLs or public access switched, brokers are restarted one by one. */
export const updateInstance: Operation = {
  name: 'UpdateInstance',
  method: 'PUT',
  paths: ['/v2/{project_id}/instances/{instance_id}'],
  body: 'json',
  async run(call, { rocketmqInstances }) {
    const id = instanceIdOf(call);
    const instance = await rocketmqInstances.get(call.caller, id);
    const { changes, clusterChanges } = rocketmqUpdate(call.body, instance);
    await rocketmqInstances.update(call.caller, id, changes);
    for (const change of clusterChanges) await rocketmqInstances.change(call.caller, id, change);
    return { status: 204 };
  },
};

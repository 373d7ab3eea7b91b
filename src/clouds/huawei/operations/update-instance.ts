import { instanceIdOf } from '../instance-id.ts';
import { updateChanges } from '../kafka/update-changes.ts';
import type { Operation } from '../operation.ts';

/** Changes name, description, maintenance window, security group, retention policy or enterprise project. */
export const updateInstance: Operation = {
  name: 'UpdateInstance',
  method: 'PUT',
  paths: ['/v2/{project_id}/instances/{instance_id}'],
  body: 'json',
  async run(call, { instances }) {
    await instances.update(call.caller, instanceIdOf(call), updateChanges(call.body));
    return { status: 204 };
  },
};

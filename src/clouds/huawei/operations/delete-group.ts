import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';

/** Deletes a group without members, with its offsets. */
export const deleteGroup: Operation = {
  name: 'DeleteGroup',
  method: 'DELETE',
  paths: ['/v2/{project_id}/instances/{instance_id}/groups/{group}'],
  body: 'none',
  async run(call, { consumerGroups }) {
    await consumerGroups.delete(call.caller, instanceIdOf(call), call.params['group'] ?? '');
    return { status: 204 };
  },
};

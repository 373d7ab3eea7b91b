import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';

/** Asks for the instance to be deleted; GET shows DELETING until its brokers are gone, and then 404. */
export const deleteInstance: Operation = {
  name: 'DeleteInstance',
  method: 'DELETE',
  paths: ['/v2/{project_id}/instances/{instance_id}'],
  body: 'none',
  async run(call, { instances }) {
    await instances.delete(call.caller, instanceIdOf(call));
    return { status: 204 };
  },
};

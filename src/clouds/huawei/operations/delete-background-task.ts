import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';
import { taskIdOf } from '../task-id.ts';

/** Forgets a task that has ended; one that has not is refused. */
export const deleteBackgroundTask: Operation = {
  name: 'DeleteBackgroundTask',
  method: 'DELETE',
  paths: ['/v2/{project_id}/instances/{instance_id}/tasks/{task_id}'],
  body: 'none',
  async run(call, { tasks }) {
    await tasks.delete(call.caller, instanceIdOf(call), taskIdOf(call));
    return { status: 204 };
  },
};

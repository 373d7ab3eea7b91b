import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';
import { taskIdOf } from '../task-id.ts';

/** Forgets a scheduled task that was done or cancelled; one that waits is refused. */
export const deleteScheduledTask: Operation = {
  name: 'DeleteScheduledTask',
  method: 'DELETE',
  paths: ['/v2/{project_id}/instances/{instance_id}/scheduled-tasks/{task_id}'],
  body: 'none',
  async run(call, { schedule }) {
    await schedule.delete(call.caller, instanceIdOf(call), taskIdOf(call));
    return { status: 204 };
  },
};

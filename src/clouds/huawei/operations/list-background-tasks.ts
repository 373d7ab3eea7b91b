import { instanceIdOf } from '../instance-id.ts';
import { taskListQuery } from '../instances/task-filter.ts';
import { taskView } from '../instances/task-view.ts';
import type { Operation } from '../operation.ts';

/** What was and is being done with an instance, newest first, a page at a time. */
export const listBackgroundTasks: Operation = {
  name: 'ListBackgroundTasks',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/tasks'],
  body: 'none',
  async run(call, { tasks }) {
    const { filter, page } = taskListQuery(call.query);
    const found = await tasks.list(call.caller, instanceIdOf(call), filter, page);
    return { status: 200, body: { task_count: String(found.total), tasks: found.tasks.map(taskView) } };
  },
};

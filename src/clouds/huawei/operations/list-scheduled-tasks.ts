import { instanceIdOf } from '../instance-id.ts';
import { scheduledTaskView } from '../instances/scheduled-task-view.ts';
import { taskListQuery } from '../instances/task-filter.ts';
import type { Operation } from '../operation.ts';

/** What waits for its time, and what came of it, newest first, a page at a time. */
export const listScheduledTasks: Operation = {
  name: 'ListScheduledTasks',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/scheduled-tasks'],
  body: 'none',
  async run(call, { schedule }) {
    const { filter, page } = taskListQuery(call.query);
    const { tasks, total } = await schedule.list(call.caller, instanceIdOf(call), filter, page);
    return { status: 200, body: { job_count: total, jobs: tasks.map(scheduledTaskView) } };
  },
};

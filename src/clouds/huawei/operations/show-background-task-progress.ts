import type { Operation } from '../operation.ts';
import { stepView } from '../instances/task-view.ts';
import { taskIdOf } from '../task-id.ts';
import { instanceIdOf } from '../instance-id.ts';

/** The steps of a task. How long it will take nobody knows, so that what is left is 0. */
export const showBackgroundTaskProgress: Operation = {
  name: 'ShowBackgroundTaskProgress',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/tasks/{task_id}/progress'],
  body: 'none',
  async run(call, { tasks }) {
    const instanceId = instanceIdOf(call);
    const task = await tasks.get(call.caller, instanceId, taskIdOf(call));
    const steps = (await tasks.steps(call.caller, instanceId, task.id)).map(stepView);
    const hasEnded = task.status === 'succeeded' || task.status === 'failed';
    const done = steps.filter(({ end_time: end }) => end > 0).length;
    // The last step counts once the task has ended.
    const percentage = hasEnded ? 100 : Math.floor((100 * done) / (steps.length + 1));
    return {
      status: 200,
      body: { progress_percentage: percentage, remain_time: 0, step_list: steps },
    };
  },
};

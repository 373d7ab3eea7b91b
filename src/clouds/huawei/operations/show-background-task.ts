import { instanceIdOf } from '../instance-id.ts';
import { stepView, taskView } from '../instances/task-view.ts';
import type { Operation } from '../operation.ts';
import { taskIdOf } from '../task-id.ts';

/** One task, in the shape of a list of one. `step_list`, what was done for it, is ours: Huawei's own answer lacks it. */
export const showBackgroundTask: Operation = {
  name: 'ShowBackgroundTask',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/tasks/{task_id}'],
  body: 'none',
  async run(call, { tasks }) {
    const instanceId = instanceIdOf(call);
    const task = await tasks.get(call.caller, instanceId, taskIdOf(call));
    const steps = await tasks.steps(call.caller, instanceId, task.id);
    const view = { ...taskView(task), step_list: steps.map(stepView) };
    return { status: 200, body: { task_count: '1', tasks: [view] } };
  },
};

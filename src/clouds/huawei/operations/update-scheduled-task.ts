import { badParameter, HuaweiError } from '../errors.ts';
import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';
import { taskIdOf } from '../task-id.ts';
import { parseTimeText } from '../time-text.ts';

/** Moves work that waits to another time, or cancels it. Both stand in the query; there is no body. */
export const updateScheduledTask: Operation = {
  name: 'UpdateScheduledTask',
  method: 'PUT',
  paths: ['/v2/{project_id}/instances/{instance_id}/scheduled-tasks/{task_id}'],
  body: 'none',
  async run(call, { schedule }) {
    const [instanceId, taskId] = [instanceIdOf(call), taskIdOf(call)];
    const executeAt = call.query.get('execute_at') ?? '';
    const status = call.query.get('status') ?? '';
    if (status !== '' && status !== 'CANCELLED') {
      throw badParameter('DMS.00400062', 'status', status, 'CANCELLED');
    }
    if ((status === '') === (executeAt === '')) {
      throw new HuaweiError('DMS.00400062', 'Either execute_at or status is given.');
    }
    if (status === 'CANCELLED') await schedule.cancel(call.caller, instanceId, taskId);
    else {
      const atMs = parseTimeText('DMS.00400142', 'execute_at', executeAt);
      await schedule.move(call.caller, instanceId, taskId, atMs);
    }
    return { status: 204 };
  },
};

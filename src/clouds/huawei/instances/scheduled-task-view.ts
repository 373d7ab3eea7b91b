import { taskKindOf } from '../../../domain/instance/interrupting-work.ts';
import type { FollowedTask } from '../../../domain/schedule/schedule-service.ts';
import type { ScheduledStatus, WorkForLater } from '../../../domain/schedule/scheduled-task.ts';
import type { TaskKind } from '../../../domain/task/task.ts';
import { taskName, taskStatus } from './task-view.ts';

/** A scheduled task as lists show it: once it has begun, with what has become of it. `params` is JSON within a string. */
export function scheduledTaskView({ scheduled, task }: FollowedTask) {
  const reason = task?.reason ?? null;
  return {
    id: scheduled.id,
    name: taskName(scheduledKind(scheduled.work)),
    user_name: scheduled.createdByUserName,
    user_id: scheduled.createdByUserId,
    params: JSON.stringify({
      ...(scheduled.taskId === null ? {} : { job_id: scheduled.taskId }),
      ...(reason === null ? {} : { reason }),
    }),
    status: statusOf({ scheduled, task }),
    created_at: new Date(scheduled.createdAtMs).toISOString(),
    updated_at: new Date(task?.updatedAtMs ?? scheduled.updatedAtMs).toISOString(),
    schedule_at: new Date(scheduled.dueAtMs).toISOString(),
  };
}

/** Routes are another cloud's; to what they are here, listeners change. */
function scheduledKind(work: WorkForLater): TaskKind {
  return work.kind === 'remove-route' ? 'change-listeners' : taskKindOf(work);
}

function statusOf({ scheduled, task }: FollowedTask): string {
  if (scheduled.status !== 'begun') return statuses[scheduled.status];
  // Its owner may have deleted the task since, which is possible once it has ended.
  return task === null ? 'SUCCESS' : taskStatus(task.status);
}

const statuses: Readonly<Record<Exclude<ScheduledStatus, 'begun'>, string>> = {
  waiting: 'CREATED',
  cancelled: 'CANCELLED',
};

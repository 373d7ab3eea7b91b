import type { TaskStatus } from '../../../domain/task/task.ts';
import { taskIdPrefix } from '../flow-id.ts';
import { operation } from '../operation.ts';

const numbers: Readonly<Record<TaskStatus, number>> = { succeeded: 0, failed: 1, created: 2, executing: 2 };

/** What became of a flow: 0 done, 1 failed, 2 running. */
export const describeTaskStatus = operation<{ readonly FlowId: number }>(
  'ckafka',
  'DescribeTaskStatus',
  async ({ caller, parameters }, { tasks }) => {
    const task = await tasks.getByPrefix(caller, taskIdPrefix(parameters.FlowId));
    return { Result: { Status: numbers[task.status], Output: task.reason ?? '' } };
  },
);

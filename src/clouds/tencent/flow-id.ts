import { TencentError } from './errors.ts';

/**
 * The number by which Tencent names a task: the first 48 bits of the task's UUID. They are random, and a number of 53 bits
 * is the largest that every JSON parser keeps.
 */
export function flowIdOf(taskId: string): number {
  return Number.parseInt(taskId.slice(0, 13).replace('-', ''), 16);
}

/**
 * What the ids of tasks with this number begin with: `01234567-89ab`.
 * @throws TencentError InvalidParameterValue
 */
export function taskIdPrefix(flowId: number): string {
  if (flowId < 0 || flowId >= 2 ** 48) {
    throw new TencentError('InvalidParameterValue', `The flow ${flowId} does not exist.`);
  }
  const digits = flowId.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}`;
}

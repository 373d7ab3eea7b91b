import { flowIdOf } from '../flow-id.ts';

/** The answer of most calls that change something. ReturnCode is text; all but `0` is a failure to the clients. */
export function writeResult(data?: object) {
  return { Result: { ReturnCode: '0', ReturnMessage: 'ok', ...(data === undefined ? {} : { Data: data }) } };
}

/** The same with the task to wait for by DescribeTaskStatus. */
export function flowResult(taskId: string) {
  return writeResult({ FlowId: flowIdOf(taskId) });
}

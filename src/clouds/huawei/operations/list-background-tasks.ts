import type { TaskFilter } from '../../../domain/task/task-repository.ts';
import { badParameter } from '../errors.ts';
import { instanceIdOf } from '../instance-id.ts';
import { taskView } from '../kafka/task-view.ts';
import type { Operation } from '../operation.ts';
import { integerParameter } from '../query-parameters.ts';
import type { Query } from '../../query.ts';

/** What was and is being done with an instance, newest first, a page at a time. */
export const listBackgroundTasks: Operation = {
  name: 'ListBackgroundTasks',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/tasks'],
  body: 'none',
  async run(call, { tasks }) {
    // The number of the first task, from 1 on; Terraform asks for start=1&limit=100.
    const start = integerParameter(call.query, 'start', 1, { min: 0, max: 1e9 });
    const limit = integerParameter(call.query, 'limit', 10, { min: 1, max: 100 });
    const filter: TaskFilter = {
      ...bound(call.query, 'begin_time', 'createdFromMs', 0),
      ...bound(call.query, 'end_time', 'createdUntilMs', 999),
    };
    const page = { offset: Math.max(start, 1) - 1, limit };
    const found = await tasks.list(call.caller, instanceIdOf(call), filter, page);
    return { status: 200, body: { task_count: String(found.total), tasks: found.tasks.map(taskView) } };
  },
};

/** A time of the query as a bound of the filter. It names a second; `addedMs` says which end of that is meant. */
function bound<Key extends keyof TaskFilter>(query: Query, name: string, key: Key, addedMs: number) {
  const text = query.get(name) ?? '';
  if (text === '') return {};
  const ms = /^\d{14}$/.test(text)
    ? Date.parse(text.replace(/^(.{4})(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z'))
    : NaN;
  if (Number.isNaN(ms)) throw badParameter('DMS.00400142', name, text, 'a time in UTC as yyyyMMddHHmmss');
  return { [key]: ms + addedMs };
}

import type { TaskFilter } from '../../../domain/task/task-repository.ts';
import type { Page } from '../../../domain/instance/instance-repository.ts';
import type { Query } from '../../query.ts';
import { integerParameter } from '../query-parameters.ts';
import { parseTimeText } from '../time-text.ts';

/** Which tasks a list is asked for: both lists of tasks take the same parameters. @throws HuaweiError */
export function taskListQuery(query: Query): { readonly filter: TaskFilter; readonly page: Page } {
  // The number of the first task, from 1 on; Terraform asks for start=1&limit=100.
  const start = integerParameter(query, 'start', 1, { min: 0, max: 1e9 });
  const limit = integerParameter(query, 'limit', 10, { min: 1, max: 100 });
  const filter: TaskFilter = {
    ...bound(query, 'begin_time', 'createdFromMs', 0),
    ...bound(query, 'end_time', 'createdUntilMs', 999),
  };
  return { filter, page: { offset: Math.max(start, 1) - 1, limit } };
}

/** A time of the query as a bound of the filter. It names a second; `addedMs` says which end of that is meant. */
function bound<Key extends keyof TaskFilter>(query: Query, name: string, key: Key, addedMs: number) {
  const text = query.get(name) ?? '';
  return text === '' ? {} : { [key]: parseTimeText('DMS.00400142', name, text) + addedMs };
}

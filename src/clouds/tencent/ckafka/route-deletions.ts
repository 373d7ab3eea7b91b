import type { Caller } from '../../../domain/identity/caller.ts';
import type { RouteRemoval, ScheduledTask } from '../../../domain/schedule/scheduled-task.ts';
import { badValue } from '../errors.ts';
import type { Services } from '../operation.ts';

/** A deletion of a route that waits for its time. */
export type RouteDeletion = ScheduledTask & { readonly work: RouteRemoval };

/** Those of an instance, the newest first. */
export async function routeDeletions(
  { schedule }: Pick<Services, 'schedule'>,
  caller: Caller,
  instanceId: string,
): Promise<readonly RouteDeletion[]> {
  const { tasks } = await schedule.list(caller, instanceId, {}, { offset: 0, limit: 1000 });
  return tasks.flatMap(({ scheduled }) => {
    const { work, status } = scheduled;
    return work.kind === 'remove-route' && status === 'waiting' ? [{ ...scheduled, work }] : [];
  });
}

const chinaMs = 8 * 3_600_000;

/** Milliseconds of `2020-08-21 11:15:54` in China's time. @throws TencentError InvalidParameterValue unless it is to come */
export function laterTime(parameter: string, text: string, nowMs: number): number {
  const [, date = '', time = ''] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text) ?? [];
  const ms = Date.parse(`${date}T${time}Z`) - chinaMs;
  if (ms > nowMs) return ms;
  throw badValue(parameter, text, 'a time to come such as 2030-08-21 11:15:54, in China’s time');
}

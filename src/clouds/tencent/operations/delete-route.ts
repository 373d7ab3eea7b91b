import { removeRoute } from '../ckafka/routes.ts';
import { laterTime, routeDeletions } from '../ckafka/route-deletions.ts';
import { flowResult, writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly RouteId: number;
  readonly CallerAppid?: number;
  /** `2020-08-21 11:15:54`; left out for now. */
  readonly DeleteRouteTime?: string;
}

/** Closes the listener of a route unless another route leads there, now or at a time. The last listener of an instance stays. */
export const deleteRoute = operation<Parameters>(
  'ckafka',
  'DeleteRoute',
  async ({ caller, parameters }, services) => {
    const { instances, schedule, nowMs } = services;
    const id = checkInstanceId(parameters.InstanceId);
    const { RouteId: routeId, DeleteRouteTime: time = '' } = parameters;
    const instance = await instances.get(caller, id);
    const removal = removeRoute(instance, routeId);
    const waiting = (await routeDeletions(services, caller, id)).find(({ work }) => work.routeId === routeId);
    if (time === '') {
      const taskId = await instances.change(caller, id, removal);
      // Only now: where the change is refused, the deletion that waits stays. One that comes due finds no such route.
      if (waiting !== undefined) await schedule.cancel(caller, id, waiting.id);
      return flowResult(taskId);
    }
    const atMs = laterTime('DeleteRouteTime', time, nowMs());
    if (waiting === undefined)
      await schedule.schedule(caller, id, { kind: 'remove-route', routeId }, { atMs });
    else await schedule.move(caller, id, waiting.id, atMs);
    // There is no task to wait for yet.
    return writeResult({ FlowId: 0 });
  },
);

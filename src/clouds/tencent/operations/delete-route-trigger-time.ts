import { laterTime, routeDeletions } from '../ckafka/route-deletions.ts';
import { TencentError } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  /** `2020-08-21 11:15:54`. */
  readonly DelayTime: string;
}

/** Has routes that are to be deleted later (DeleteRoute with DeleteRouteTime) be deleted at another time. */
export const deleteRouteTriggerTime = operation<Parameters>(
  'ckafka',
  'DeleteRouteTriggerTime',
  async ({ caller, parameters }, services) => {
    const id = checkInstanceId(parameters.InstanceId);
    const waiting = await routeDeletions(services, caller, id);
    const atMs = laterTime('DelayTime', parameters.DelayTime, services.nowMs());
    if (waiting.length === 0) {
      throw new TencentError('ResourceNotFound', `No route of instance ${id} waits for its deletion.`);
    }
    for (const deletion of waiting) await services.schedule.move(caller, id, deletion.id, atMs);
    return {};
  },
);

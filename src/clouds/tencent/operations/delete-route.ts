import { removeRoute } from '../ckafka/routes.ts';
import { flowResult } from '../ckafka/write-result.ts';
import { unsupportedOperation } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly RouteId: number;
  readonly CallerAppid?: number;
  readonly DeleteRouteTime?: string;
}

/** Closes the listener of a route unless another route leads there. The last listener of an instance stays. */
export const deleteRoute = operation<Parameters>(
  'ckafka',
  'DeleteRoute',
  async ({ caller, parameters }, { instances }) => {
    if ((parameters.DeleteRouteTime ?? '') !== '')
      throw unsupportedOperation('DeleteRoute with DeleteRouteTime');
    const id = checkInstanceId(parameters.InstanceId);
    const instance = await instances.get(caller, id);
    return flowResult(await instances.change(caller, id, removeRoute(instance, parameters.RouteId)));
  },
);

import { routeView } from '../ckafka/route-view.ts';
import { routesOf } from '../ckafka/routes.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  /** 0 for all, too. */
  readonly RouteId?: number;
  readonly MainRouteFlag?: boolean;
}

export const describeRoute = operation<Parameters>(
  'ckafka',
  'DescribeRoute',
  async ({ caller, parameters }, { instances, placement }) => {
    const instance = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    const asked = parameters.RouteId ?? 0;
    const routes = routesOf(instance).filter(({ id }) => asked === 0 || id === asked);
    return { Result: { Routers: routes.map((route) => routeView(instance, route, placement)) } };
  },
);

import { routeDeletions } from '../ckafka/route-deletions.ts';
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
  async ({ caller, parameters }, services) => {
    const { instances, placement } = services;
    const instance = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    const asked = parameters.RouteId ?? 0;
    const routes = routesOf(instance).filter(({ id }) => asked === 0 || id === asked);
    const deletions = await routeDeletions(services, caller, instance.id);
    const dueOf = (id: number) => deletions.find(({ work }) => work.routeId === id)?.dueAtMs ?? null;
    return {
      Result: { Routers: routes.map((route) => routeView(instance, route, placement, dueOf(route.id))) },
    };
  },
);

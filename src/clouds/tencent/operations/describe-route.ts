import { defaultRoute } from '../ckafka/route-view.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly RouteId?: number;
  readonly MainRouteFlag?: boolean;
}

export const describeRoute = operation<Parameters>(
  'ckafka',
  'DescribeRoute',
  async ({ caller, parameters }, { instances, placement }) => {
    const instance = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    const routes = [defaultRoute(instance, placement)];
    const asked = parameters.RouteId;
    return {
      Result: {
        Routers: routes.filter(({ RouteId: id }) => asked === undefined || asked === 0 || id === asked),
      },
    };
  },
);

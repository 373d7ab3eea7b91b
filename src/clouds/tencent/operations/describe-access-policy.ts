import { requirePublicRoute } from '../ckafka/public-route.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly RouteId: number;
}

/** From where clients may come to a public route; an empty list admits everybody. */
export const describeAccessPolicy = operation<Parameters>(
  'ckafka',
  'DescribeAccessPolicy',
  async ({ caller, parameters }, { instances }) => {
    const instance = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    const { allowList = [] } = requirePublicRoute(instance, parameters.RouteId);
    return {
      Result: {
        TotalCount: allowList.length,
        IpWhitelist: allowList.map(({ cidr, description }) => ({
          CidrBlock: cidr,
          PolicyDescription: description,
        })),
      },
    };
  },
);

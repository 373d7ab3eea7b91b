import { admittedCidrs, allowList, type AllowedBlock, requirePublicRoute } from '../ckafka/public-route.ts';
import { changeOffering } from '../ckafka/tencent-offering.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly RouteId: number;
  readonly IpWhitelist?: readonly AllowedBlock[];
}

/** Replaces the list of a public route. It holds within a second, for open connections too. */
export const modifyAccessPolicy = operation<Parameters>(
  'ckafka',
  'ModifyAccessPolicy',
  async ({ caller, parameters }, { instances }) => {
    const list = allowList(parameters.IpWhitelist ?? []);
    const instance = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    const { id } = requirePublicRoute(instance, parameters.RouteId);
    await instances.update(caller, instance.id, {
      publicAccess: { admittedCidrs: admittedCidrs(list) },
      offering: changeOffering(({ routes = [] }) => ({
        routes: routes.map((route) => (route.id === id ? { ...route, allowList: list } : route)),
      })),
    });
    return { Result: 'Succeed' };
  },
);

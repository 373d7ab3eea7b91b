import { type AllowedIpChange, allowedIpChange } from '../alikafka/allowed-ips.ts';
import { requireDeployed } from '../alikafka/bought-instances.ts';
import { operation } from '../operation.ts';

interface Parameters extends AllowedIpChange {
  readonly InstanceId: string;
}

/** Adds addresses to a listener's list, or takes some out: who is in none of its entries cannot connect there. */
export const updateAllowedIp = operation<Parameters>(
  'alikafka',
  'UpdateAllowedIp',
  async ({ caller, parameters }, services) => {
    const { id } = await requireDeployed(services, caller, parameters.InstanceId);
    await services.instances.update(caller, id, (instance) => allowedIpChange(instance, parameters));
    return {};
  },
);

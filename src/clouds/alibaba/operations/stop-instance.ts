import { changeBought, requireDeployed, requireBought } from '../alikafka/bought-instances.ts';
import { operation } from '../operation.ts';

/** From now on the instance lets nobody in (ServiceStatus 15). */
export const stopInstance = operation<{ readonly InstanceId: string }>(
  'alikafka',
  'StopInstance',
  async ({ caller, parameters }, services) => {
    await requireDeployed(services, caller, parameters.InstanceId);
    const bought = await requireBought(services, caller, parameters.InstanceId);
    await changeBought(services, caller, bought, { isolated: true });
    return {};
  },
);

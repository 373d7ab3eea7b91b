import { changeBought, requireBought, requireDeployed } from '../alikafka/bought-instances.ts';
import { AlibabaError } from '../errors.ts';
import { operation } from '../operation.ts';

/** Lets clients in again. */
export const reopenInstance = operation<{ readonly InstanceId: string }>(
  'alikafka',
  'ReopenInstance',
  async ({ caller, parameters }, services) => {
    await requireDeployed(services, caller, parameters.InstanceId);
    const bought = await requireBought(services, caller, parameters.InstanceId);
    if (bought.offering.released) {
      throw new AlibabaError('BIZ_INSTANCE_STATUS_ERROR', `Instance ${bought.id} was released.`);
    }
    await changeBought(services, caller, bought, { isolated: false });
    return {};
  },
);

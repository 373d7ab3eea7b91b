import { changeBought, requireBought } from '../alikafka/bought-instances.ts';
import { checkName } from '../alikafka/start-instance.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly InstanceName: string;
}

export const modifyInstanceName = operation<Parameters>(
  'alikafka',
  'ModifyInstanceName',
  async ({ caller, parameters }, services) => {
    const name = checkName('InstanceName', parameters.InstanceName);
    const bought = await requireBought(services, caller, parameters.InstanceId);
    await changeBought(services, caller, bought, { name });
    return {};
  },
);

import { requireDeployed } from '../alikafka/bought-instances.ts';
import { unsupported } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Enable: boolean;
}

/** Groups are made by their use, always: Kafka has no switch for it. */
export const enableAutoGroupCreation = operation<Parameters>(
  'alikafka',
  'EnableAutoGroupCreation',
  async ({ caller, parameters }, services) => {
    await requireDeployed(services, caller, parameters.InstanceId);
    if (!parameters.Enable) throw unsupported('EnableAutoGroupCreation with Enable false');
    return {};
  },
);

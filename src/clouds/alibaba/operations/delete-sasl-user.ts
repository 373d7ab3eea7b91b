import { requireDeployed } from '../alikafka/bought-instances.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Username: string;
}

/** Deletes a user. Access rules that name the user stay, as they do in Kafka. */
export const deleteSaslUser = operation<Parameters>(
  'alikafka',
  'DeleteSaslUser',
  async ({ caller, parameters }, services) => {
    const { id } = await requireDeployed(services, caller, parameters.InstanceId);
    await services.instanceUsers.delete(caller, id, parameters.Username);
    await services.annotations.remove(id, 'user', parameters.Username);
    return {};
  },
);

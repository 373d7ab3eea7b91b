import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly ConsumerId: string;
}

export const deleteConsumerGroup = operation<Parameters>(
  'alikafka',
  'DeleteConsumerGroup',
  async ({ caller, parameters }, services) => {
    const { instance } = await requireCluster(services, caller, parameters.InstanceId);
    await services.consumerGroups.delete(caller, instance.id, parameters.ConsumerId);
    return {};
  },
);

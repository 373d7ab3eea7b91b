import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topic: string;
}

/** Deletes a topic; no broker knows it by the time of the answer. Access rules that name it stay, as they do in Kafka. */
export const deleteTopic = operation<Parameters>(
  'alikafka',
  'DeleteTopic',
  async ({ caller, parameters }, services) => {
    const { instance, administration } = await requireCluster(services, caller, parameters.InstanceId);
    const { name } = await ownerTopic(administration.topics, parameters.Topic);
    await administration.topics.delete(name);
    await services.annotations.remove(instance.id, 'topic', name);
    return {};
  },
);

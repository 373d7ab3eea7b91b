import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly TopicName: string;
}

/** Deletes a topic; no broker knows it by the time of the answer. */
export const deleteTopic = operation<Parameters>(
  'ckafka',
  'DeleteTopic',
  async ({ caller, parameters }, { clusters, annotations }) => {
    const { instance, administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const { name } = await ownerTopic(administration.topics, parameters.TopicName);
    await administration.topics.delete(name);
    await annotations.remove(instance.id, 'topic', name);
    return writeResult();
  },
);

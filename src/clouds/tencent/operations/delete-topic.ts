import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { setTopicAllowList } from '../../../domain/administration/topic-allow-list.ts';
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
  async ({ caller, parameters }, { clusters, annotations, accessRuleSets }) => {
    const { instance, administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const { name } = await ownerTopic(administration.topics, parameters.TopicName);
    await administration.topics.delete(name);
    // Rules outlive their topic in Kafka: one of the same name would begin with them.
    await setTopicAllowList(administration.acls, name, []);
    await accessRuleSets.takeAll(caller, instance.id, name);
    await annotations.remove(instance.id, 'topic', name);
    return writeResult();
  },
);

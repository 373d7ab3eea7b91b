import { growTopic } from '../ckafka/topic-change.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly TopicName: string;
  /** How many the topic shall have, not how many more. */
  readonly PartitionNum: number;
}

export const createPartition = operation<Parameters>(
  'ckafka',
  'CreatePartition',
  async ({ caller, parameters }, { clusters }) => {
    const cluster = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    await growTopic(cluster, parameters.TopicName, parameters.PartitionNum);
    return writeResult();
  },
);

import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { checkRecordCount, consumerRecord } from '../ckafka/message-view.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topic: string;
  readonly Partition: number;
  readonly Offset: number;
  readonly SinglePartitionRecordNumber?: number;
}

/** The messages of a partition from an offset on. */
export const fetchMessageListByOffset = operation<Parameters>(
  'ckafka',
  'FetchMessageListByOffset',
  async ({ caller, parameters }, { clusters }) => {
    const { Partition: partition, Offset: offset } = parameters;
    const count = checkRecordCount(parameters.SinglePartitionRecordNumber);
    const { administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const { name } = await ownerTopic(administration.topics, parameters.Topic);
    const messages = await administration.messages.read(name, partition, BigInt(offset), count);
    return { Result: messages.map((message) => consumerRecord(name, message)) };
  },
);

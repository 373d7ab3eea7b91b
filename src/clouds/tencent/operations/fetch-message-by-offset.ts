import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { consumerRecord } from '../ckafka/message-view.ts';
import { TencentError } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topic: string;
  readonly Partition: number;
  readonly Offset: number;
}

/** The message at an offset. */
export const fetchMessageByOffset = operation<Parameters>(
  'ckafka',
  'FetchMessageByOffset',
  async ({ caller, parameters }, { clusters }) => {
    const { Partition: partition, Offset: offset } = parameters;
    const { administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const { name } = await ownerTopic(administration.topics, parameters.Topic);
    const [message] = await administration.messages.read(name, partition, BigInt(offset), 1);
    // Compaction leaves gaps.
    if (message === undefined || message.offset !== BigInt(offset)) {
      const text = `There is no message at offset ${offset} of partition ${partition} of topic ${name}.`;
      throw new TencentError('ResourceNotFound', text);
    }
    return { Result: consumerRecord(name, message) };
  },
);

import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { checkRecordCount, consumerRecord } from '../ckafka/message-view.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topic: string;
  /** All where it is left out. */
  readonly Partition?: number;
  /** Milliseconds; the beginning where it is left out. */
  readonly StartTime?: number;
  readonly SinglePartitionRecordNumber?: number;
}

/** The messages of a topic from a time on, partition by partition. */
export const fetchMessageListByTimestamp = operation<Parameters>(
  'ckafka',
  'FetchMessageListByTimestamp',
  async ({ caller, parameters }, { clusters }) => {
    const { Partition: partition, StartTime: start = 0 } = parameters;
    if (start < 0) throw badValue('StartTime', start, '0 or a time in milliseconds');
    const count = checkRecordCount(parameters.SinglePartitionRecordNumber);
    const { administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const { topics, messages } = administration;
    const { name, partitions } = await ownerTopic(topics, parameters.Topic);
    if (partition !== undefined && !partitions.some(({ number }) => number === partition)) {
      throw badValue('Partition', partition, `0 to ${partitions.length - 1}`);
    }
    const starts = await topics.offsets(name, start === 0 ? 'earliest' : { timestampMs: start });
    const wanted = [...starts].filter(([number]) => partition === undefined || number === partition);
    const found = await Promise.all(
      wanted.map(([number, offset]) => messages.read(name, number, offset, count)),
    );
    return { Result: found.flat().map((message) => consumerRecord(name, message)) };
  },
);

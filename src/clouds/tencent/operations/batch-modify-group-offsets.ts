import { resetClamped } from '../../../domain/administration/clamped-reset.ts';
import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { offsetsByTopic } from '../ckafka/group-offsets.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly GroupName: string;
  readonly Partitions: readonly { readonly Partition: number; readonly Offset: number }[];
  /** All in which the group stands where it is left out. */
  readonly TopicName?: readonly string[];
}

/** Puts a group without consumers to an offset of its own in each partition named. */
export const batchModifyGroupOffsets = operation<Parameters>(
  'ckafka',
  'BatchModifyGroupOffsets',
  async ({ caller, parameters }, { clusters, consumerGroups }) => {
    const id = checkInstanceId(parameters.InstanceId);
    const { administration } = await clusters.of(caller, id);
    const group = await consumerGroups.get(caller, id, parameters.GroupName);
    const offsets = new Map(
      parameters.Partitions.map(({ Partition: number, Offset: offset }) => [number, BigInt(offset)]),
    );
    if (offsets.size === 0) throw badValue('Partitions', [], 'at least one partition');
    const named = [...new Set(parameters.TopicName ?? [])];
    const topics = named.length > 0 ? named : [...(await offsetsByTopic(administration, group)).keys()];
    for (const topic of topics) await ownerTopic(administration.topics, topic);
    for (const topic of topics) {
      await resetClamped(
        administration,
        group.id,
        topic,
        [...offsets.keys()],
        (number) => offsets.get(number) ?? null,
      );
    }
    return writeResult();
  },
);

import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { moveGroup, type OffsetChange } from '../ckafka/offset-change.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters extends OffsetChange {
  readonly InstanceId: string;
  readonly Group: string;
  readonly Topics: readonly string[];
}

/** Moves a group without consumers in topics, all of which are looked up before any is touched. */
export const modifyGroupOffsets = operation<Parameters>(
  'ckafka',
  'ModifyGroupOffsets',
  async ({ caller, parameters }, { clusters, consumerGroups }) => {
    const id = checkInstanceId(parameters.InstanceId);
    const { administration } = await clusters.of(caller, id);
    const group = await consumerGroups.get(caller, id, parameters.Group);
    const topics = [...new Set(parameters.Topics)];
    if (topics.length === 0) throw badValue('Topics', topics, 'at least one topic');
    for (const topic of topics) await ownerTopic(administration.topics, topic);
    for (const topic of topics) await moveGroup(administration, group, topic, parameters);
    return writeResult();
  },
);

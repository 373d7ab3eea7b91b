import { writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Group: string;
  readonly Topic: string;
}

/** Has a group without consumers forget where it stands in a topic. */
export const deleteGroupSubscribeTopic = operation<Parameters>(
  'ckafka',
  'DeleteGroupSubscribeTopic',
  async ({ caller, parameters }, { clusters, consumerGroups }) => {
    const id = checkInstanceId(parameters.InstanceId);
    const { administration } = await clusters.of(caller, id);
    const group = await consumerGroups.get(caller, id, parameters.Group);
    if (group.coordinatorId !== null) await administration.groups.deleteOffsets(group.id, parameters.Topic);
    return writeResult();
  },
);

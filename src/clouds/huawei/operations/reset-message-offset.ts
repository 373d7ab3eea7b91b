import { instanceIdOf } from '../instance-id.ts';
import { offsetsOf } from '../kafka/group-lookup.ts';
import { offsetResetOrder, resetTopicOffsets } from '../kafka/offset-reset.ts';
import type { Operation } from '../operation.ts';

/**
 * Puts where a group without members stands. For all topics at once there is a task, for which Terraform waits by its name;
 * it is done by the time of the answer.
 */
export const resetMessageOffset: Operation = {
  name: 'ResetMessageOffset',
  method: 'POST',
  paths: [
    '/v2/{project_id}/instances/{instance_id}/management/groups/{group}/reset-message-offset',
    // Terraform's provider posts to the path of the other operation.
    '/v2/kafka/{project_id}/instances/{instance_id}/groups/{group}/reset-message-offset',
  ],
  body: 'json',
  async run(call, { clusters, consumerGroups, recordTask }) {
    const order = offsetResetOrder(call.body);
    const id = instanceIdOf(call);
    const { administration } = await clusters.of(call.caller, id);
    const group = await consumerGroups.get(call.caller, id, call.params['group'] ?? '');
    if (order.topic === null) {
      const topics = new Set((await offsetsOf(administration, group)).map(({ topic }) => topic));
      for (const topic of topics) await resetTopicOffsets(administration, group.id, topic, order);
      await recordTask(call.caller, id, 'reset-offsets');
    } else {
      await resetTopicOffsets(administration, group.id, order.topic, order);
    }
    return { status: 204 };
  },
};

import type { Operation } from '../../operation.ts';
import { deleteTopicOf } from '../../rocketmq/delete-topic-of.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Deletes a topic with its messages. */
export const deleteTopic: Operation = {
  name: 'DeleteTopic',
  method: 'DELETE',
  paths: ['/v2/{project_id}/instances/{instance_id}/topics/{topic}'],
  body: 'none',
  async run(call, { rocketmqClusters, annotations }) {
    const id = instanceIdOf(call);
    const { administration } = await rocketmqClusters.of(call.caller, id);
    await deleteTopicOf(administration, annotations, id, call.params['topic'] ?? '');
    return { status: 204 };
  },
};

import type { Operation } from '../../operation.ts';
import { deleteGroupOf } from '../../rocketmq/delete-group-of.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Deletes a group, and where it stood. */
export const deleteConsumerGroup: Operation = {
  name: 'DeleteConsumerGroup',
  method: 'DELETE',
  paths: ['/v2/{project_id}/instances/{instance_id}/groups/{group}'],
  body: 'none',
  async run(call, { rocketmqClusters, annotations }) {
    const id = instanceIdOf(call);
    const { administration } = await rocketmqClusters.of(call.caller, id);
    await deleteGroupOf(administration, annotations, id, call.params['group'] ?? '');
    return { status: 204 };
  },
};

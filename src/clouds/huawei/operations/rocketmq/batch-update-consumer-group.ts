import type { Operation } from '../../operation.ts';
import { changeGroup } from '../../rocketmq/change-group.ts';
import { groupUpdates } from '../../rocketmq/group-body.ts';
import { instanceIdOf } from '../../instance-id.ts';

export const batchUpdateConsumerGroup: Operation = {
  name: 'BatchUpdateConsumerGroup',
  method: 'PUT',
  paths: ['/v2/{project_id}/instances/{instance_id}/groups'],
  body: 'json',
  async run(call, { rocketmqClusters, annotations, recordTask, nowMs }) {
    const id = instanceIdOf(call);
    const updates = groupUpdates(call.body);
    const { administration } = await rocketmqClusters.of(call.caller, id);
    for (const { name, ...update } of updates) {
      await changeGroup(administration, annotations, { instanceId: id, name, nowMs: nowMs() }, update);
    }
    return { status: 200, body: { job_id: await recordTask(call.caller, id, 'change-groups') } };
  },
};

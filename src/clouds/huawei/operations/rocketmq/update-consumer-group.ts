import type { Operation } from '../../operation.ts';
import { brokerNamesOf } from '../../rocketmq/broker-names.ts';
import { changeGroup } from '../../rocketmq/change-group.ts';
import { groupUpdate } from '../../rocketmq/group-body.ts';
import { instanceIdOf } from '../../instance-id.ts';

export const updateConsumerGroup: Operation = {
  name: 'UpdateConsumerGroup',
  method: 'PUT',
  paths: ['/v2/{project_id}/instances/{instance_id}/groups/{group}'],
  body: 'json',
  async run(call, { rocketmqClusters, annotations, nowMs }) {
    const { instance, administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const update = groupUpdate(call.body, await brokerNamesOf(administration));
    const name = call.params['group'] ?? '';
    await changeGroup(administration, annotations, { instanceId: instance.id, name, nowMs: nowMs() }, update);
    return { status: 204 };
  },
};

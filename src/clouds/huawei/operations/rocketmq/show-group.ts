import type { Operation } from '../../operation.ts';
import { rocketmqGroupView } from '../../rocketmq/group-view.ts';
import { instanceIdOf } from '../../instance-id.ts';

export const showGroup: Operation = {
  name: 'ShowGroup',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/groups/{group}'],
  body: 'none',
  async run(call, { rocketmqClusters, annotations }) {
    const { instance, administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const group = await administration.groups.describe(call.params['group'] ?? '');
    const kept = await annotations.find(instance.id, 'group', group.name);
    return { status: 200, body: rocketmqGroupView(group, kept) };
  },
};

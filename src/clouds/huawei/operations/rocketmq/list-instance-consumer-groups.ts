import type { Operation } from '../../operation.ts';
import { groupRoom } from '../../../../domain/limits/rocketmq-room.ts';
import { rocketmqGroupView } from '../../rocketmq/group-view.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Groups by name, a page at a time; `group` looks for a part of the name. */
export const listInstanceConsumerGroups: Operation = {
  name: 'ListInstanceConsumerGroups',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/groups'],
  body: 'none',
  async run(call, { rocketmqClusters, annotations }) {
    const { instance, administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const part = call.query.get('group') ?? '';
    const groups = await administration.groups.list();
    const { items, facts } = listPage(
      call.query,
      groups.filter(({ name }) => name.includes(part)),
    );
    const kept = await annotations.list(instance.id, 'group');
    return {
      status: 200,
      body: {
        ...groupRoom(instance, groups.length),
        groups: items.map((group) => rocketmqGroupView(group, kept.get(group.name) ?? null)),
        ...facts,
      },
    };
  },
};

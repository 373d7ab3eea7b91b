import type { Operation } from '../../operation.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { instanceIdOf } from '../../instance-id.ts';

export const showRocketmqTags: Operation = {
  name: 'ShowRocketmqTags',
  method: 'GET',
  paths: ['/v2/{project_id}/rocketmq/{instance_id}/tags'],
  body: 'none',
  async run(call, { rocketmqInstances }) {
    const { spec } = await rocketmqInstances.get(call.caller, instanceIdOf(call));
    const { items, facts } = listPage(call.query, spec.tags);
    return { status: 200, body: { tags: items.map(({ key, value }) => ({ key, value })), ...facts } };
  },
};

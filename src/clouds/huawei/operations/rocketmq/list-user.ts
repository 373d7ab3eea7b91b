import type { Operation } from '../../operation.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { listedUserView } from '../../rocketmq/user-view.ts';
import { instanceIdOf } from '../../instance-id.ts';

export const listUser: Operation = {
  name: 'ListUser',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/users'],
  body: 'none',
  async run(call, { rocketmqClusters }) {
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const { items, facts } = listPage(call.query, await administration.users.list());
    return { status: 200, body: { users: items.map(listedUserView), total: facts.total } };
  },
};

import type { Operation } from '../../operation.ts';
import { userView } from '../../rocketmq/user-view.ts';
import { instanceIdOf } from '../../instance-id.ts';

export const showUser: Operation = {
  name: 'ShowUser',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/users/{user_name}'],
  body: 'none',
  async run(call, { rocketmqClusters }) {
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const user = await administration.users.describe(call.params['user_name'] ?? '');
    return { status: 200, body: userView(user) };
  },
};

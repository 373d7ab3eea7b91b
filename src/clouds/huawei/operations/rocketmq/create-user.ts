import type { Operation } from '../../operation.ts';
import { newUser } from '../../rocketmq/user-body.ts';
import { userView } from '../../rocketmq/user-view.ts';
import { instanceIdOf } from '../../instance-id.ts';

export const createUser: Operation = {
  name: 'CreateUser',
  method: 'POST',
  paths: ['/v2/{project_id}/instances/{instance_id}/users'],
  body: 'json',
  async run(call, { rocketmqClusters }) {
    const user = newUser(call.body);
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    await administration.users.create(user);
    return { status: 200, body: userView(user) };
  },
};

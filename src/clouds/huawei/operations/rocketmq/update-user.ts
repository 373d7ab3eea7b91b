import type { Operation } from '../../operation.ts';
import { userAfter } from '../../rocketmq/user-body.ts';
import { userView } from '../../rocketmq/user-view.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** What the body leaves out stays. Answers with 200 and the user, as Terraform wants it. */
export const updateUser: Operation = {
  name: 'UpdateUser',
  method: 'PUT',
  paths: ['/v2/{project_id}/instances/{instance_id}/users/{user_name}'],
  body: 'json',
  async run(call, { rocketmqClusters }) {
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const before = await administration.users.describe(call.params['user_name'] ?? '');
    const user = userAfter(call.body, before);
    await administration.users.replace(user);
    return { status: 200, body: userView(user) };
  },
};

import type { Operation } from '../../operation.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Answers with 200, as Terraform wants it. */
export const deleteUser: Operation = {
  name: 'DeleteUser',
  method: 'DELETE',
  paths: ['/v2/{project_id}/instances/{instance_id}/users/{user_name}'],
  body: 'none',
  async run(call, { rocketmqClusters }) {
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    await administration.users.delete(call.params['user_name'] ?? '');
    return { status: 200, body: { message: 'success' } };
  },
};

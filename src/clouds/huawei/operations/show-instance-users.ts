import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';

/** Those who may log in, by name. */
export const showInstanceUsers: Operation = {
  name: 'ShowInstanceUsers',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/users'],
  body: 'none',
  async run(call, { kafkaInstances, instanceUsers, annotations }) {
    const id = instanceIdOf(call);
    const { spec } = await kafkaInstances.get(call.caller, id);
    const users = await instanceUsers.list(call.caller, id);
    const described = await annotations.list(id, 'user');
    const views = users.map(({ name, createdAtMs }) => ({
      user_name: name,
      user_desc: described.get(name)?.description ?? '',
      // The one that was ordered with the instance.
      default_app: name === spec.access.login?.userName,
      created_time: createdAtMs,
    }));
    return { status: 200, body: { users: views } };
  },
};

import { instanceIdOf } from '../instance-id.ts';
import { newPassword } from '../kafka/user-body.ts';
import type { Operation } from '../operation.ts';

/** Gives a user another password. (The SDK's name of it is misspelt.) */
export const resetUserPassword: Operation = {
  name: 'ResetUserPasswrod',
  method: 'PUT',
  paths: ['/v2/{project_id}/instances/{instance_id}/users/{user_name}'],
  body: 'json',
  async run(call, { instanceUsers }) {
    const name = call.params['user_name'] ?? '';
    const password = newPassword(call.body, name);
    await instanceUsers.changePassword(call.caller, instanceIdOf(call), name, password);
    return { status: 204 };
  },
};

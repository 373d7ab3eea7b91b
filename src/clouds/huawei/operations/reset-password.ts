import { HuaweiError } from '../errors.ts';
import { instanceIdOf } from '../instance-id.ts';
import { newPassword } from '../kafka/user-body.ts';
import type { Operation } from '../operation.ts';

/** Gives the user who was ordered with the instance another password. */
export const resetPassword: Operation = {
  name: 'ResetPassword',
  method: 'POST',
  paths: ['/v2/{project_id}/instances/{instance_id}/password'],
  body: 'json',
  async run(call, { kafkaInstances, instanceUsers }) {
    const id = instanceIdOf(call);
    const { login } = (await kafkaInstances.get(call.caller, id)).spec.access;
    if (login === null) throw new HuaweiError('DMS.00400062', 'Clients of this instance need no login.');
    const password = newPassword(call.body, login.userName);
    await instanceUsers.changePassword(call.caller, id, login.userName, password);
    return { status: 204 };
  },
};

import { DomainError } from '../../../domain/errors.ts';
import { instanceIdOf } from '../instance-id.ts';
import { userChanges } from '../kafka/user-body.ts';
import type { Operation } from '../operation.ts';

/** Gives a user another password, another description, or both. */
export const updateInstanceUser: Operation = {
  name: 'UpdateInstanceUser',
  method: 'PUT',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/users/{user_name}'],
  body: 'json',
  async run(call, { instanceUsers, annotations }) {
    const [id, name] = [instanceIdOf(call), call.params['user_name'] ?? ''];
    const { password, description } = userChanges(call.body, name);
    const user = (await instanceUsers.list(call.caller, id)).find((one) => one.name === name);
    if (user === undefined) {
      throw new DomainError('instance-user-not-found', `The user ${name} does not exist.`);
    }
    if (password !== undefined) await instanceUsers.changePassword(call.caller, id, name, password);
    if (description !== undefined) {
      await annotations.save(id, { kind: 'user', name, description, createdAtMs: user.createdAtMs });
    }
    return { status: 204 };
  },
};

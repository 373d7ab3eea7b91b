import { DomainError } from '../../../domain/errors.ts';
import { instanceIdOf } from '../instance-id.ts';
import { usersToDelete } from '../kafka/user-body.ts';
import type { Operation } from '../operation.ts';

/** Deletes users; their connections end too. Nobody is deleted where one of them does not exist. */
export const batchDeleteInstanceUsers: Operation = {
  name: 'BatchDeleteInstanceUsers',
  method: 'PUT',
  paths: ['/v2/{project_id}/instances/{instance_id}/users'],
  body: 'json',
  async run(call, { instanceUsers, annotations }) {
    const names = usersToDelete(call.body);
    const id = instanceIdOf(call);
    const present = new Set((await instanceUsers.list(call.caller, id)).map(({ name }) => name));
    const missing = names.find((name) => !present.has(name));
    if (missing !== undefined) {
      throw new DomainError('instance-user-not-found', `The user ${missing} does not exist.`);
    }
    for (const name of names) {
      await instanceUsers.delete(call.caller, id, name);
      await annotations.remove(id, 'user', name);
    }
    return { status: 204 };
  },
};

import { instanceIdOf } from '../instance-id.ts';
import { newUser } from '../kafka/user-body.ts';
import type { Operation } from '../operation.ts';

/** Adds somebody who may log in. Brokers know of the user a moment after the answer. */
export const createInstanceUser: Operation = {
  name: 'CreateInstanceUser',
  method: 'POST',
  paths: ['/v2/{project_id}/instances/{instance_id}/users'],
  body: 'json',
  async run(call, { instanceUsers, annotations, nowMs }) {
    const { name, password, description } = newUser(call.body);
    const id = instanceIdOf(call);
    await instanceUsers.create(call.caller, id, { name, password });
    await annotations.save(id, { kind: 'user', name, description, createdAtMs: nowMs() });
    return { status: 204 };
  },
};

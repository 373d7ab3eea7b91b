import type { AclRule } from '../../../domain/administration/acls.ts';
import type { Caller } from '../../../domain/identity/caller.ts';
import { badValue } from '../errors.ts';
import type { Services } from '../operation.ts';

/** `User:*` is everybody, `User:ANONYMOUS` who came without a login. */
const always: ReadonlySet<string> = new Set(['User:*', 'User:ANONYMOUS']);

/** @throws TencentError InvalidParameterValue for a rule about somebody who is no user of the instance */
export async function requireAclUsers(
  { instanceUsers }: Pick<Services, 'instanceUsers'>,
  caller: Caller,
  instanceId: string,
  rules: readonly AclRule[],
): Promise<void> {
  const users = new Set((await instanceUsers.list(caller, instanceId)).map(({ name }) => `User:${name}`));
  const stranger = rules.find(({ principal }) => !always.has(principal) && !users.has(principal));
  if (stranger !== undefined) {
    throw badValue('Principal', stranger.principal, 'User:* or User:<name> of a user of the instance');
  }
}

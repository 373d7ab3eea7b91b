import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { badParameter } from '../errors.ts';
import type { BodyRules } from '../json-body.ts';
import { checkBody } from '../json-body.ts';
import { checkPassword, checkUserName } from './create-rules/login.ts';

const description = Type.Optional(Type.String({ maxLength: 1024 }));

const createValidator = Compile(
  Type.Object({ user_name: Type.String(), user_passwd: Type.String(), user_desc: description }),
);
const updateValidator = Compile(
  Type.Object({
    user_name: Type.Optional(Type.String()),
    new_password: Type.Optional(Type.String()),
    user_desc: description,
  }),
);
const passwordValidator = Compile(Type.Object({ new_password: Type.String() }));
const deleteValidator = Compile(
  Type.Object({
    action: Type.Enum(['delete']),
    users: Type.Array(Type.String(), { minItems: 1, maxItems: 500 }),
  }),
);

const rules: BodyRules = {
  allowed: {
    user_name: 'a user name',
    user_passwd: 'a password',
    new_password: 'a password',
    user_desc: 'at most 1024 characters',
    action: 'delete',
    users: 'an array of 1 to 500 user names',
  },
  codes: { user_name: 'DMS.00400015', user_passwd: 'DMS.00400012', new_password: 'DMS.00400012' },
  secret: new Set(['user_passwd', 'new_password']),
};

export interface NewUser {
  readonly name: string;
  readonly password: string;
  readonly description: string;
}

/** @throws HuaweiError DMS.00400015, DMS.00400012, DMS.00400062, DMS.00400085 */
export function newUser(given: unknown): NewUser {
  const body = checkBody(given, createValidator, rules);
  const name = checkUserName('user_name', body.user_name);
  return {
    name,
    password: checkPassword('user_passwd', body.user_passwd, name),
    description: body.user_desc ?? '',
  };
}

export interface UserChanges {
  readonly password: string | undefined;
  readonly description: string | undefined;
}

/**
 * What the body changes of the user of this name, who keeps it. Terraform sends the name, and an empty password for none.
 * @throws HuaweiError DMS.00400012, DMS.00400062, DMS.00400085
 */
export function userChanges(given: unknown, name: string): UserChanges {
  const body = checkBody(given, updateValidator, rules);
  if (body.user_name !== undefined && body.user_name !== name) {
    throw badParameter('DMS.00400062', 'user_name', body.user_name, `absent, or ${name} as in the path`);
  }
  const password = body.new_password || undefined;
  return {
    password: password === undefined ? undefined : checkPassword('new_password', password, name),
    description: body.user_desc,
  };
}

/** @throws HuaweiError DMS.00400012, DMS.00400085 */
export function newPassword(given: unknown, userName: string): string {
  return checkPassword('new_password', checkBody(given, passwordValidator, rules).new_password, userName);
}

/** The users that the body names, each once. @throws HuaweiError DMS.00400062, DMS.00400085 */
export function usersToDelete(given: unknown): readonly string[] {
  return [...new Set(checkBody(given, deleteValidator, rules).users)];
}

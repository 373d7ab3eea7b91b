import { badParameter } from '../../errors.ts';

/**
 * A user name. The seed allows letters, digits and hyphens; newer documentation underscores as well.
 * @throws HuaweiError DMS.00400015
 */
export function checkUserName(parameter: string, name: string | undefined): string {
  if (name === undefined || !/^[A-Za-z0-9_-]{4,64}$/.test(name)) {
    throw badParameter(
      'DMS.00400015',
      parameter,
      name ?? null,
      '4 to 64 letters, digits, hyphens and underscores',
    );
  }
  return name;
}

const characterClasses = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];

/**
 * A password: 8 to 32 printable ASCII characters of at least two kinds (the text of Huawei's error says two, newer
 * documentation three: what either allows is accepted), and neither the user name nor that backwards.
 * @throws HuaweiError DMS.00400012, without the password
 */
export function checkPassword(parameter: string, password: string | undefined, userName: string): string {
  const kinds = characterClasses.filter((kind) => password !== undefined && kind.test(password)).length;
  const backwards = userName.split('').toReversed().join('');
  if (
    password === undefined ||
    !/^[\x21-\x7e]{8,32}$/.test(password) ||
    kinds < 2 ||
    password === userName ||
    password === backwards
  ) {
    throw badParameter(
      'DMS.00400012',
      parameter,
      password === undefined ? null : undefined,
      '8 to 32 characters of at least two kinds (lower-case letters, upper-case letters, digits, special characters), without blanks, and not the user name or that backwards',
    );
  }
  return password;
}

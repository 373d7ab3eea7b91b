import { createHash } from 'node:crypto';
import { badParameter, badValue } from '../errors.ts';

/** @throws TencentError InvalidParameterValue */
export function checkUserName(name: string): string {
  if (/^[A-Za-z0-9._-]{1,64}$/.test(name)) return name;
  throw badValue('Name', name, '1 to 64 letters, digits, dots, underscores and hyphens');
}

/** The password is not repeated. @throws TencentError InvalidParameterValue.NotAllowedEmpty, InvalidParameterValue */
export function checkPassword(parameter: string, password: string): string {
  const allowed = '1 to 128 printable characters of ASCII without spaces';
  if (password === '') {
    throw badParameter('InvalidParameterValue.NotAllowedEmpty', parameter, undefined, allowed);
  }
  if (/^[\x21-\x7e]{1,128}$/.test(password)) return password;
  throw badValue(parameter, undefined, allowed);
}

/** A number of a thing that the cloud numbers and we do not: it follows from the name. */
export function numberOfName(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE() >>> 1;
}

/** `2019-08-19 00:00:00` in China's time, as the cloud writes times as text. */
export function timeText(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

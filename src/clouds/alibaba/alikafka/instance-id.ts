import { AlibabaError } from '../errors.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An instance's id: how it is paid for, the site, and 12 lower-case letters and digits. */
export function newInstanceId(
  kind: 'post' | 'pre' | 'serverless',
  randomInteger: (below: number) => number,
): string {
  const text = Array.from({ length: 12 }, () => alphabet[randomInteger(alphabet.length)]).join('');
  return `alikafka_${kind}-cn-${text}`;
}

/**
 * An instance's id as a client gave it. Those of other clouds' instances have another form and do not exist here.
 * @throws AlibabaError InstanceNotFound
 */
export function checkInstanceId(id: string): string {
  if (/^alikafka_(post|pre|serverless)-cn-[a-z0-9]{12}$/.test(id)) return id;
  throw new AlibabaError('InstanceNotFound', `Instance ${id.slice(0, 80)} does not exist.`);
}

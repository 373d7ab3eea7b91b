import { DomainError } from '../errors.ts';

const pattern = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** @throws DomainError invalid-parameter */
export function requireName(what: 'account' | 'project' | 'user', name: string): void {
  if (pattern.test(name)) return;
  throw new DomainError(
    'invalid-parameter',
    `${JSON.stringify(name)} cannot be the name of a ${what}; allowed: 1 to 64 letters, digits, ".", "-" and "_", a letter or digit first.`,
  );
}

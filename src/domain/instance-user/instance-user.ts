import { DomainError } from '../errors.ts';
import type { SaslMechanism } from '../instance/instance.ts';

/** Somebody who logs in to an instance's brokers. */
export interface InstanceUser {
  /** Unique in the instance. */
  readonly name: string;
  /** By which of the instance's mechanisms; all know the same password. */
  readonly mechanisms: readonly SaslMechanism[];
  readonly createdAtMs: number;
}

/** A user with the password, which is sealed at rest and shown to nobody. */
export interface InstanceUserSecret extends InstanceUser {
  readonly password: string;
}

/** By this name brokers and the control plane know each other; a client of that name would be taken for one of them. */
const reservedNames: ReadonlySet<string> = new Set(['internal']);

/**
 * Refuses names that no client may have. Each cloud has rules of its own beyond that; case counts, as it does for brokers.
 * @throws DomainError invalid-parameter that blames `field`
 */
export function requireClientName(name: string, field: string): void {
  if (name === '') throw new DomainError('invalid-parameter', 'A user needs a name.', field);
  if (!reservedNames.has(name)) return;
  throw new DomainError(
    'invalid-parameter',
    `The user name "${name}" is reserved for the brokers themselves; choose another one.`,
    field,
  );
}

import type { ScramMechanism } from './scram.ts';

/** A user who logs in by SCRAM. */
export interface ScramUser {
  readonly name: string;
  readonly password: string;
  readonly mechanisms: readonly ScramMechanism[];
}

/** How often a password is hashed: Kafka's own default, and the least that it takes. */
export const scramIterations = 4096;

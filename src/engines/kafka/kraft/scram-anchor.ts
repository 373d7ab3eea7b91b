import { scramIterations, scramMechanisms } from '../scram-user.ts';
import type { BootstrapCredential } from './bootstrap-checkpoint.ts';

/**
 * A user whom KRaft clusters have from the beginning, so that brokers never forget the others. A broker that reads its log
 * of metadata builds the users of each mechanism from a `HashMap` of all changes; where the first that it meets there is a user who was
 * removed, it drops the mechanism with all who follow (`ScramDelta.apply`, 3.9.2 and 4.3.1): after a restart it
 * refuses users that it knew before, and its next snapshot loses them for good. The first is always this one: its hash in Java is
 * 0, so that it stands in front in a table of any size.
 */
export const scramAnchorName = 'polybroker-keeps-scram-ryewega';

const keyBytes = { 'SCRAM-SHA-256': 32, 'SCRAM-SHA-512': 64 } as const;

/** Nobody can log in by them: no client has a key whose hash is all zeros. */
export const scramAnchors: readonly BootstrapCredential[] = scramMechanisms.map((mechanism) => ({
  name: scramAnchorName,
  mechanism,
  salt: Buffer.alloc(16),
  storedKey: Buffer.alloc(keyBytes[mechanism]),
  serverKey: Buffer.alloc(keyBytes[mechanism]),
  iterations: scramIterations,
}));

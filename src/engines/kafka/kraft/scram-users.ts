import { randomBytes } from 'node:crypto';
import { Connection, ScramMechanisms, alterUserScramCredentialsV0 } from '@platformatic/kafka';
import { saltedPassword } from '../scram.ts';
import { scramIterations } from '../scram-user.ts';
import type { ScramUser } from '../scram-user.ts';
import type { ProbeTarget } from '../probe.ts';

const mechanismNumbers = {
  'SCRAM-SHA-256': ScramMechanisms.SCRAM_SHA_256,
  'SCRAM-SHA-512': ScramMechanisms.SCRAM_SHA_512,
} as const;

/**
 * Writes a user's SCRAM credentials through a running broker (KIP-554), which hands them to the controller. The protocol
 * does not tell whether credentials fit a password, so that they are always written anew.
 * @throws Error where the broker cannot be reached or refuses; the reason of `signal` once it aborts
 */
export async function writeScramUser(
  target: Omit<ProbeTarget, 'authorityPem'>,
  user: ScramUser,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const upsertions = await Promise.all(
    user.mechanisms.map(async (mechanism) => {
      const salt = randomBytes(16);
      return {
        name: user.name,
        mechanism: mechanismNumbers[mechanism],
        iterations: scramIterations,
        salt,
        saltedPassword: await saltedPassword(mechanism, user.password, salt, scramIterations),
      };
    }),
  );
  const connection = new Connection('polybroker', target.login === null ? {} : { sasl: target.login });
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => {
    aborted.reject(signal.reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  const write = async (): Promise<void> => {
    await connection.connect(target.address, target.port);
    await alterUserScramCredentialsV0.api.async(connection, [], upsertions);
  };
  try {
    await Promise.race([write(), aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
    await connection.close();
  }
}

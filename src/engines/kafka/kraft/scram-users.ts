import { createHmac } from 'node:crypto';
import { ScramMechanisms } from '@platformatic/kafka';
import { errorCodes, requireNone } from '../admin/error-codes.ts';
import { alterScramCredentials } from '../admin/scram-credentials.ts';
import { brokerApis } from '../admin/wire/broker-apis.ts';
import type { BrokerLink } from '../admin/wire/broker-link.ts';
import { askBroker } from '../probe.ts';
import type { ProbeTarget } from '../probe.ts';
import { saltedPassword } from '../scram.ts';
import { scramIterations } from '../scram-user.ts';
import type { ScramUser } from '../scram-user.ts';

const mechanismNumbers = {
  'SCRAM-SHA-256': ScramMechanisms.SCRAM_SHA_256,
  'SCRAM-SHA-512': ScramMechanisms.SCRAM_SHA_512,
} as const;

/**
 * Writes users' SCRAM credentials through a running broker (KIP-554), which hands them to the controller, and removes those of
 * others. The protocol does not tell whether credentials fit a password, so that they are always written anew: with the same
 * salt each time, since a client that is logging in while its salt changes would be refused as with a wrong password.
 * @param saltKey a secret of the instance
 * @throws Error where the broker cannot be reached or refuses; the reason of `signal` once it aborts
 */
export async function writeScramUsers(
  target: ProbeTarget,
  users: readonly ScramUser[],
  removed: readonly string[],
  saltKey: string,
  signal: AbortSignal,
): Promise<void> {
  const upsertions = (await Promise.all(users.map((user) => upsertionsOf(user, saltKey)))).flat();
  await askBroker(target, signal, async (link) => {
    const deletions = (await Promise.all(removed.map((name) => deletionsOf(link, name)))).flat();
    for (const { user, errorCode, errorMessage } of await alterScramCredentials(
      link,
      deletions,
      upsertions,
    )) {
      requireNone(errorCode, `write user ${user}`, errorMessage);
    }
  });
}

function upsertionsOf({ name, password, mechanisms }: ScramUser, saltKey: string) {
  return Promise.all(
    mechanisms.map(async (mechanism) => {
      const of = JSON.stringify([name, mechanism, password]);
      const salt = createHmac('sha256', saltKey).update(of).digest().subarray(0, 16);
      return {
        name,
        mechanism: mechanismNumbers[mechanism],
        iterations: scramIterations,
        salt,
        saltedPassword: await saltedPassword(mechanism, password, salt, scramIterations),
      };
    }),
  );
}

/** Only what the user has can be deleted. */
async function deletionsOf(link: BrokerLink, name: string) {
  const { results } = await link.call(brokerApis.describeUserScramCredentials, [{ name }]);
  return results.flatMap(({ errorCode, errorMessage, credentialInfos }) => {
    if (errorCode !== errorCodes.resourceNotFound) {
      requireNone(errorCode, `look for user ${name}`, errorMessage ?? null);
    }
    return credentialInfos.map(({ mechanism }) => ({ name, mechanism }));
  });
}

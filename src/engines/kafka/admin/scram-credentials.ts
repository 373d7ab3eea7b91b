import { brokerApis } from './wire/broker-apis.ts';
import type { BrokerLink } from './wire/broker-link.ts';

type Arguments = Parameters<(typeof brokerApis.alterUserScramCredentials.versions)[0]['send']>;
export type ScramDeletion = Arguments[1][number];
export type ScramUpsertion = Arguments[2][number];

export interface ScramChangeResult {
  readonly user: string;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

/**
 * Changes credentials through a broker, in a request for each mechanism: controllers without ZooKeeper refuse to change two
 * mechanisms of a user in one ("A user credential cannot be altered twice in the same request", 4.3.1).
 */
export async function alterScramCredentials(
  link: BrokerLink,
  deletions: readonly ScramDeletion[],
  upsertions: readonly ScramUpsertion[],
): Promise<readonly ScramChangeResult[]> {
  const results: ScramChangeResult[] = [];
  for (const mechanism of new Set([...deletions, ...upsertions].map((change) => change.mechanism))) {
    const response = await link.call(
      brokerApis.alterUserScramCredentials,
      deletions.filter((change) => change.mechanism === mechanism),
      upsertions.filter((change) => change.mechanism === mechanism),
    );
    for (const { user, errorCode, errorMessage } of response.results) {
      results.push({ user, errorCode, errorMessage: errorMessage ?? null });
    }
  }
  return results;
}

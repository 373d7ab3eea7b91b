import type { KafkaSpec, VersionChange } from '../../domain/instance/instance.ts';
import { kafkaVersion, type KafkaVersion } from './versions.ts';

/** What brokers speak among themselves, and in which format they write messages. */
export interface BrokerProtocol {
  readonly amongBrokers: string;
  readonly messages: string;
}

/**
 * The stages of a change to another version, in each of which all brokers are restarted, one at a time: first they run the new version and
 * speak as before, so that they understand those that do not yet; then they speak as the new version does; and last they
 * write as it does. That is last because it is what older clients notice, and what cannot be undone. From 0.11 on all versions write alike.
 */
const stages: readonly (keyof BrokerProtocol)[][] = [[], ['amongBrokers'], ['amongBrokers', 'messages']];
const stagesSince011: typeof stages = [[], ['amongBrokers', 'messages']];

function stagesFrom(version: string): typeof stages {
  return kafkaVersion(version).protocol.startsWith('0.') ? stages : stagesSince011;
}

/** What brokers go by in the present stage; their version's own where no change is under way. */
export function brokerProtocol(
  { versionChange = null }: Pick<KafkaSpec, 'versionChange'>,
  { protocol: own }: KafkaVersion,
): BrokerProtocol {
  if (versionChange === null) return { amongBrokers: own, messages: own };
  const { from, stagesDone } = versionChange;
  const before = kafkaVersion(from).protocol;
  const isRaised = (what: keyof BrokerProtocol) => stagesFrom(from)[stagesDone]?.includes(what) ?? true;
  return {
    amongBrokers: isRaised('amongBrokers') ? own : before,
    messages: isRaised('messages') ? own : before,
  };
}

/** See Engine.nextStage. */
export function nextStage({ from, stagesDone }: VersionChange): VersionChange | null {
  const done = stagesDone + 1;
  return done < stagesFrom(from).length ? { from, stagesDone: done } : null;
}

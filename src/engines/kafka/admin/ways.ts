import { brokerApis } from './wire/broker-apis.ts';
import type { BrokerLink } from './wire/broker-link.ts';

/**
 * By which way each operation goes, the preferred first: a request of the brokers' protocol where the broker offers it,
 * otherwise what that version has. With the first version that offers the request:
 */
export const ways = {
  /** 1.1 (with the source of each value; 0.11 has an older form without) */
  readTopicConfigs: ['describeConfigs', 'zookeeper'],
  /** 2.3; 0.11 */
  alterTopicConfig: ['incrementalAlterConfigs', 'alterConfigs', 'zookeeper'],
  /** 1.0 */
  addPartitions: ['createPartitions', 'zookeeper'],
  /** 1.1; before, offsets are committed anew to expire at once, and the group goes with the last */
  deleteGroup: ['deleteGroups', 'expiringOffsetCommit'],
  /** 2.4 */
  deleteOffsets: ['offsetDelete', 'expiringOffsetCommit'],
  /** 2.7 */
  users: ['alterUserScramCredentials', 'zookeeper'],
  /** 2.6 */
  quotas: ['alterClientQuotas', 'zookeeper'],
  /** 0.11 */
  acls: ['createAcls', 'zookeeper'],
  /** 1.0 */
  logDirectories: ['describeLogDirs', 'files'],
  /** 3.3 without ZooKeeper, where metadata name any broker as the controller */
  controller: ['describeQuorum', 'metadata'],
} as const satisfies Readonly<Record<string, readonly (keyof typeof brokerApis | 'zookeeper' | 'files')[]>>;

export type Way<Operation extends keyof typeof ways> = (typeof ways)[Operation][number];

/** The way that an operation takes at this broker. */
export function wayOf<Operation extends keyof typeof ways>(
  link: BrokerLink,
  operation: Operation,
): Way<Operation> {
  const candidates: readonly Way<Operation>[] = ways[operation];
  const found = candidates.find((way) => !isRequest(way) || link.versionOf(brokerApis[way]) !== null);
  if (found === undefined) throw new Error(`Broker ${link.broker.id} offers no way to ${operation}.`);
  return found;
}

function isRequest(way: string): way is keyof typeof brokerApis {
  return Object.hasOwn(brokerApis, way);
}

import type { KafkaSpec } from '../../domain/instance/instance.ts';
import { topicDefaultsOf } from '../../domain/instance/topic-defaults.ts';
import { brokerClasses } from './broker-classes.ts';
import { isController, listenerProperties } from './broker-listeners.ts';
import { internalUser } from './broker-settings.ts';
import type { BrokerSettings } from './broker-settings.ts';
import { brokerPorts } from './broker-ports.ts';
import { renderProperties } from '../java/java-properties.ts';
import { liveProperties } from './live-settings.ts';
import { brokerProtocol } from './version-change.ts';

/** Milliseconds after which ZooKeeper gives up a broker that fell silent. */
export const zooKeeperSessionTimeoutMs = 6000;

type Properties = readonly (readonly [string, string | number | boolean])[];

/**
 * The `server.properties` of one broker. Pure: the same settings give the same file.
 * @throws Error where an instance with logins comes without the secrets for them
 */
export function renderBrokerProperties(settings: BrokerSettings): string {
  return renderProperties(
    new Map([
      ...identity(settings),
      ...protocol(settings),
      ...metadata(settings),
      ...listenerProperties(settings),
      ...access(settings),
      ...limits(settings),
      ...storage(settings),
      ...topicDefaults(settings),
      ...internalTopics(settings),
      ...resources(settings),
      ...availability(settings),
    ]),
  );
}

/** A broker's zone is its rack: Kafka puts the replicas of each topic into different ones, whoever makes the topic. */
function identity({ brokerId, zone, spec, version, dataDirectory }: BrokerSettings): Properties {
  return [
    ['broker.id', brokerId],
    ['broker.rack', zone],
    // Consumers that name their zone (client.rack) are sent to the replica there.
    ...(version.fetchesFrom === 'closest-replica' && spec.zones.length > 1
      ? ([['replica.selector.class', 'org.apache.kafka.common.replica.RackAwareReplicaSelector']] as const)
      : []),
    ['log.dirs', dataDirectory],
  ];
}

/** Only while brokers become those of another version: what they speak otherwise is their version's own. */
function protocol({ spec, version }: BrokerSettings): Properties {
  const { amongBrokers, messages } = brokerProtocol(spec, version);
  return [
    ...(amongBrokers === version.protocol ? [] : [['inter.broker.protocol.version', amongBrokers] as const]),
    ...(messages === version.protocol ? [] : [['log.message.format.version', messages] as const]),
  ];
}

function metadata(settings: BrokerSettings): Properties {
  if (settings.metadata.kind === 'zookeeper') {
    return [
      ['zookeeper.connect', settings.metadata.servers.join(',')],
      ['zookeeper.session.timeout.ms', zooKeeperSessionTimeoutMs],
      ['zookeeper.connection.timeout.ms', 30_000],
      // All nodes that brokers make belong to the login that brokers and control plane share.
      ['zookeeper.set.acl', true],
    ];
  }
  const voters = settings.metadata.controllers.map(
    ({ number, address }) => `${number}@${address}:${brokerPorts.controller}`,
  );
  return [
    ['process.roles', isController(settings) ? 'broker,controller' : 'broker'],
    ['controller.quorum.voters', voters.join(',')],
    // As with ZooKeeper: a broker that was killed is back three seconds sooner than with the default of 9 s.
    ['broker.session.timeout.ms', 6000],
    // Voters that find no leader wait for one to two of these before they stand for election: with the default of a second, 1.2 s
    // of each start of a cluster were that.
    ['controller.quorum.election.timeout.ms', 500],
  ];
}

/** A resource that no rule names is open to everyone who could log in; brokers and the control plane may do everything. */
function access({ version }: BrokerSettings): Properties {
  return [
    ['authorizer.class.name', version.authorizer],
    ['super.users', `User:${internalUser}`],
    ['allow.everyone.if.no.acl.found', true],
  ];
}

/** What the guard needs to hold clients to the limits that stand in its own file and change while the broker runs. */
function limits({ version }: BrokerSettings): Properties {
  return [
    ['create.topic.policy.class.name', brokerClasses.topicPolicy],
    ...(version.guard.sharedQuota === null
      ? []
      : ([['client.quota.callback.class', version.guard.sharedQuota]] as const)),
    // With the default of 11 windows of a second a burst of ten seconds passes: measured 1.33 of the limit over 25 s, with 2 it is 1.08.
    ['quota.window.num', 2],
  ];
}

/** What brokers are told to give up is gone within two seconds, and the segments that are being written are a fifth of all at most. */
function storage({ spec, storageBytes }: BrokerSettings): Properties {
  return [
    ['log.segment.bytes', segmentBytes(spec, storageBytes)],
    ['log.retention.check.interval.ms', 1000],
    ['log.segment.delete.delay.ms', 500],
  ];
}

const mebibyte = 1024 * 1024;

function segmentBytes(spec: KafkaSpec, storageBytes: number): number {
  const copies = spec.replicasCount === true ? spec.partitionLimit : spec.partitionLimit * replicas(spec);
  const share = (0.2 * storageBytes) / copies;
  // A segment must hold the largest batch, unless an operator has made gigabytes so small that it would be much of all.
  const least = Math.min(topicDefaultsOf(spec).maxMessageBytes, storageBytes / 100);
  return Math.floor(Math.min(Math.max(share, least, mebibyte), 1024 * mebibyte));
}

function topicDefaults({ spec }: BrokerSettings): Properties {
  const { partitions, replicas: automaticReplicas } = topicDefaultsOf(spec);
  return [
    ['auto.create.topics.enable', spec.autoCreateTopics],
    ['num.partitions', partitions],
    ['default.replication.factor', automaticReplicas],
    ['delete.topic.enable', true],
    ...liveProperties(spec),
  ];
}

function internalTopics({ spec, version }: BrokerSettings): Properties {
  return [
    // Few partitions, because each costs files on every broker from the first consumer on.
    ['offsets.topic.num.partitions', 3],
    ['offsets.topic.replication.factor', replicas(spec)],
    ['transaction.state.log.num.partitions', 3],
    ['transaction.state.log.replication.factor', replicas(spec)],
    // One replica suffices to begin a transaction, as it does for a message; the default of 2 refuses a single broker.
    ['transaction.state.log.min.isr', 1],
    // Every ten minutes by default; until then a group that was deleted by expiry would be there.
    ...(version.offsetDeletion === 'by-expiry'
      ? ([['offsets.retention.check.interval.ms', 1000]] as const)
      : []),
    // Waiting for more members to join costs the first consumer three seconds by default.
    ['group.initial.rebalance.delay.ms', 0],
  ];
}

function resources({ size }: BrokerSettings): Properties {
  return [
    ['num.network.threads', size.networkThreads],
    ['num.io.threads', size.ioThreads],
    ['background.threads', size.backgroundThreads],
    // The cleaner's defaults (128 MiB and 512 KiB) are made for larger heaps than these.
    ['log.cleaner.dedupe.buffer.size', 4 * 1024 * 1024],
    ['log.cleaner.io.buffer.size', 256 * 1024],
    // Reserved for each partition's two indexes; segments end when it is full, at about 512 MiB.
    ['log.index.size.max.bytes', 1024 * 1024],
  ];
}

function availability({ spec }: BrokerSettings): Properties {
  return [
    ['unclean.leader.election.enable', false],
    // A follower of a new partition often asks before its leader knows of it, and with the default would come back after a
    // second: for so long the first message with acks=all waited on every version.
    ['replica.fetch.backoff.ms', 100],
    // A single broker has nobody to hand its partitions to.
    ['controlled.shutdown.enable', spec.brokerCount > 1],
    // With the defaults (3 × 5 s) three 2.3.1 brokers that stop together take 20 s, because the last one asks in vain; so it is 5 s.
    ['controlled.shutdown.max.retries', 3],
    ['controlled.shutdown.retry.backoff.ms', 500],
  ];
}

function replicas(spec: KafkaSpec): number {
  return Math.min(3, spec.brokerCount);
}

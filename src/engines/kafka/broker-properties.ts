import type { KafkaSpec } from '../../domain/instance/instance.ts';
import type { BrokerSize } from './broker-size.ts';
import { brokerPorts } from './cluster-layout.ts';
import { jaasEntry, plainLoginModule, scramLoginModule } from './jaas.ts';
import { renderProperties } from './java-properties.ts';
import type { KafkaVersion } from './versions.ts';

/** The user by whom brokers and the control plane log in to the internal listener. */
export const internalUser = 'internal';
export const keystoreFileName = 'keystore.p12';

/** Milliseconds after which ZooKeeper gives up a broker that fell silent. */
export const zooKeeperSessionTimeoutMs = 6000;

export interface BrokerSettings {
  readonly version: KafkaVersion;
  readonly spec: KafkaSpec;
  readonly size: BrokerSize;
  readonly brokerId: number;
  readonly zone: string;
  readonly address: string;
  /** `address:port` of every node. */
  readonly zooKeeperServers: readonly string[];
  readonly internalPassword: string;
  /** Null where clients need no login. */
  readonly client: ClientSecrets | null;
}

export interface ClientSecrets {
  readonly userPassword: string;
  readonly keystorePassword: string;
}

type Properties = readonly (readonly [string, string | number | boolean])[];

/**
 * The `server.properties` of one broker. Pure: the same settings give the same file.
 * @throws Error where an instance with logins comes without the secrets for them
 */
export function renderBrokerProperties(settings: BrokerSettings): string {
  return renderProperties(
    new Map([
      ...identity(settings),
      ...listeners(settings),
      ...topicDefaults(settings),
      ...internalTopics(settings),
      ...resources(settings),
      ...availability(settings),
    ]),
  );
}

function identity({ brokerId, zone, zooKeeperServers }: BrokerSettings): Properties {
  return [
    ['broker.id', brokerId],
    ['broker.rack', zone],
    ['log.dirs', 'data'],
    ['zookeeper.connect', zooKeeperServers.join(',')],
    ['zookeeper.session.timeout.ms', zooKeeperSessionTimeoutMs],
    ['zookeeper.connection.timeout.ms', 30_000],
    // All nodes that brokers make belong to the login that brokers and control plane share.
    ['zookeeper.set.acl', true],
  ];
}

function listeners({ version, spec, address, internalPassword, client }: BrokerSettings): Properties {
  const { access } = spec;
  const clientPort = access.kind === 'plaintext' ? brokerPorts.plaintext : brokerPorts.saslTls;
  const bound = `CLIENT://${address}:${clientPort},INTERNAL://${address}:${brokerPorts.internal}`;
  const common: Properties = [
    ['listeners', bound],
    ['advertised.listeners', bound],
    [
      'listener.security.protocol.map',
      `CLIENT:${access.kind === 'plaintext' ? 'PLAINTEXT' : 'SASL_SSL'},INTERNAL:SASL_PLAINTEXT`,
    ],
    ['inter.broker.listener.name', 'INTERNAL'],
    ['sasl.mechanism.inter.broker.protocol', 'PLAIN'],
    ['listener.name.internal.sasl.enabled.mechanisms', 'PLAIN'],
    [
      'listener.name.internal.plain.sasl.jaas.config',
      jaasEntry(plainLoginModule, {
        username: internalUser,
        password: internalPassword,
        [`user_${internalUser}`]: internalPassword,
      }),
    ],
  ];
  if (access.kind === 'plaintext') return common;
  if (client === null) throw new Error('Clients of this instance log in, but its secrets are missing.');
  return [
    ...common,
    ['listener.name.client.sasl.enabled.mechanisms', access.mechanisms.join(',')],
    ...access.mechanisms.map((mechanism): [string, string] => [
      `listener.name.client.${mechanism.toLowerCase()}.sasl.jaas.config`,
      mechanism === 'PLAIN'
        ? jaasEntry(plainLoginModule, { [`user_${access.userName}`]: client.userPassword })
        : jaasEntry(scramLoginModule),
    ]),
    ['listener.name.client.ssl.keystore.type', 'PKCS12'],
    ['listener.name.client.ssl.keystore.location', keystoreFileName],
    ['listener.name.client.ssl.keystore.password', client.keystorePassword],
    ['listener.name.client.ssl.key.password', client.keystorePassword],
    ['listener.name.client.ssl.client.auth', 'none'],
    ['ssl.enabled.protocols', version.tlsProtocols.join(',')],
  ];
}

function topicDefaults({ spec }: BrokerSettings): Properties {
  return [
    // The clouds' automatic topics: three partitions, each with three replicas.
    ['auto.create.topics.enable', spec.autoCreateTopics],
    ['num.partitions', 3],
    ['default.replication.factor', replicas(spec)],
    // As Huawei's instances have it: acks=all goes on while a single replica of three is left.
    ['min.insync.replicas', 1],
    ['delete.topic.enable', true],
    ['log.retention.hours', 72],
  ];
}

function internalTopics({ spec }: BrokerSettings): Properties {
  return [
    // Few partitions, because each costs files on every broker from the first consumer on.
    ['offsets.topic.num.partitions', 3],
    ['offsets.topic.replication.factor', replicas(spec)],
    ['transaction.state.log.num.partitions', 3],
    ['transaction.state.log.replication.factor', replicas(spec)],
    // One replica suffices to begin a transaction, as it does for a message; the default of 2 refuses a single broker.
    ['transaction.state.log.min.isr', 1],
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

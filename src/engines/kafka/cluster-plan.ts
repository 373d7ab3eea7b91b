import type { ActionStep, Cluster, MembersStep, PlanStep } from '../engine.ts';
import { brokerMember } from './broker-member.ts';
import { brokerRestart } from './broker-restart.ts';
import type { BrokerMetadata } from './broker-settings.ts';
import { brokerSize } from './broker-size.ts';
import { addressOf, brokersOf, clientListener, controllersOf, zoneOf } from './cluster-layout.ts';
import { secretNames, secretOf } from './cluster-secrets.ts';
import { internalListener } from './internal-listener.ts';
import type { KafkaInstallation } from './kafka-installation.ts';
import { writeScramUser } from './kraft/scram-users.ts';
import { readClusterView } from './probe.ts';
import type { ClusterView, SaslLogin } from './probe.ts';
import { retryTimes, retryUntil } from './retry-until.ts';
import type { ScramMechanism } from './scram.ts';
import type { ScramUser } from './scram-user.ts';
import type { KafkaVersion } from './versions.ts';
import { createUserInZooKeeper, startZooKeeper, zooKeeperServers } from './zookeeper/zookeeper-steps.ts';

/**
 * How a cluster comes up; each step is idempotent. With ZooKeeper: its ensemble, users whom brokers must know when they
 * start, brokers, proof. Without: brokers, users, whom only a running controller takes, proof.
 */
export function clusterPlan(
  cluster: Cluster,
  version: KafkaVersion,
  installation: KafkaInstallation,
): readonly PlanStep[] {
  const user = scramUser(cluster);
  const brokers = startBrokers(cluster, version, installation);
  const proof = proveReady(cluster);
  if (version.metadata.kind === 'zookeeper') {
    const users = user === null ? [] : [createUserInZooKeeper(cluster, user)];
    return [startZooKeeper(cluster, installation), ...users, brokers, proof];
  }
  return [brokers, ...(user === null ? [] : [createUserInQuorum(cluster, user)]), proof];
}

/** Null where nobody logs in by SCRAM: users of PLAIN stand in the brokers' own configuration. */
function scramUser({ instance, secrets }: Cluster): ScramUser | null {
  const { access } = instance.spec;
  if (access.kind !== 'sasl-tls') return null;
  const mechanisms = access.mechanisms.filter(
    (mechanism): mechanism is ScramMechanism => mechanism !== 'PLAIN',
  );
  if (mechanisms.length === 0) return null;
  return { name: access.userName, password: secretOf(secrets, secretNames.userPassword), mechanisms };
}

function startBrokers(cluster: Cluster, version: KafkaVersion, installation: KafkaInstallation): MembersStep {
  const { instance, addresses, secrets } = cluster;
  const { spec } = instance;
  const withTls = spec.access.kind === 'sasl-tls';
  const brokers = brokersOf(spec);
  const metadata = brokerMetadata(cluster, version);

  function brokerOf(memberName: string) {
    const broker = brokers.find(({ name }) => name === memberName);
    if (broker === undefined) throw new Error(`${memberName} is not a broker of this cluster.`);
    return { number: broker.number, listener: internalListener(cluster, memberName) };
  }

  return {
    kind: 'members',
    name: 'startBrokers',
    members: brokers.map((broker) =>
      brokerMember({
        instanceId: instance.id,
        name: broker.name,
        broker: {
          version,
          spec,
          size: brokerSize(spec.bandwidthMibps),
          brokerId: broker.number,
          zone: zoneOf(spec, broker),
          address: addressOf(addresses, broker.name),
          metadata,
          internalPassword: secretOf(secrets, secretNames.internalPassword),
          client: withTls
            ? {
                userPassword: secretOf(secrets, secretNames.userPassword),
                keystorePassword: secretOf(secrets, secretNames.keystorePassword),
              }
            : null,
        },
        tls: withTls
          ? {
              keystore: Buffer.from(secretOf(secrets, secretNames.keystore(broker.name)), 'base64'),
              authorityPem: secretOf(secrets, secretNames.authorityCertificate),
            }
          : null,
        javaExecutable: installation.javaExecutable,
        classpath: installation.brokerClasspath,
      }),
    ),
    /** The broker serves the others and the control plane, and stands in the cluster's metadata itself. */
    async awaitReady(memberName, signal) {
      const { number, listener } = brokerOf(memberName);
      await retryUntil(
        async (attempt) => {
          requireBrokers(await readClusterView(listener, attempt), [number]);
        },
        { what: `${memberName} is not ready`, signal, ...retryTimes },
      );
    },
    restart: brokerRestart(cluster),
  };
}

function brokerMetadata(cluster: Cluster, version: KafkaVersion): BrokerMetadata {
  if (version.metadata.kind === 'zookeeper') {
    return {
      kind: 'zookeeper',
      servers: zooKeeperServers(cluster).map(({ address, port }) => `${address}:${port}`),
      password: secretOf(cluster.secrets, secretNames.zooKeeperPassword),
    };
  }
  const controllers = controllersOf(cluster.instance.spec).map(({ name, number }) => ({
    number,
    address: addressOf(cluster.addresses, name),
  }));
  return { kind: 'kraft', controllers };
}

function createUserInQuorum(cluster: Cluster, user: ScramUser): ActionStep {
  const brokers = brokersOf(cluster.instance.spec);
  return {
    kind: 'action',
    name: 'createUsers',
    async run(signal) {
      let attempts = 0;
      await retryUntil(
        (attempt) => {
          // Any broker will do: another one at each attempt.
          const broker = brokers[attempts++ % brokers.length];
          if (broker === undefined) throw new Error('The instance has no brokers.');
          return writeScramUser(internalListener(cluster, broker.name), user, attempt);
        },
        { what: 'the user cannot be written', signal, ...retryTimes },
      );
    },
  };
}

/** Every broker answers on the clients' listener, to every login that the user has, and knows all the others. */
function proveReady(cluster: Cluster): ActionStep {
  const { instance, addresses, secrets } = cluster;
  const { spec } = instance;
  const { port } = clientListener(spec);
  const brokers = brokersOf(spec);
  return {
    kind: 'action',
    name: 'proveReady',
    async run(signal) {
      const authorityPem =
        spec.access.kind === 'sasl-tls' ? secretOf(secrets, secretNames.authorityCertificate) : null;
      for (const broker of brokers) {
        const address = addressOf(addresses, broker.name);
        for (const login of clientLogins(cluster)) {
          await retryUntil(
            async (attempt) => {
              const view = await readClusterView({ address, port, login, authorityPem }, attempt);
              requireBrokers(
                view,
                brokers.map(({ number }) => number),
              );
            },
            { what: `${broker.name} does not serve clients`, signal, ...retryTimes },
          );
        }
      }
    },
  };
}

/** What a client may log in with; a single null where it needs no login. */
function clientLogins({ instance, secrets }: Cluster): readonly (SaslLogin | null)[] {
  const { access } = instance.spec;
  if (access.kind === 'plaintext') return [null];
  const password = secretOf(secrets, secretNames.userPassword);
  return access.mechanisms.map((mechanism) => ({ mechanism, username: access.userName, password }));
}

function requireBrokers(view: ClusterView, wanted: readonly number[]): void {
  const missing = wanted.filter((number) => !view.brokers.has(number));
  if (missing.length > 0) throw new Error(`The metadata lacks broker ${missing.join(', ')}.`);
  if (view.controllerId === null) throw new Error('The cluster has no controller yet.');
}

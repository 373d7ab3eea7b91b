import type { ActionStep, Cluster, MembersStep, PlanStep } from '../engine.ts';
import { brokerMember } from './broker-member.ts';
import { internalUser } from './broker-properties.ts';
import { brokerSize } from './broker-size.ts';
import {
  addressOf,
  brokerPorts,
  brokersOf,
  clientListener,
  zoneOf,
  zooKeeperNodesOf,
} from './cluster-layout.ts';
import { secretNames, secretOf } from './cluster-secrets.ts';
import type { KafkaInstallation } from './kafka-installation.ts';
import { readClusterView } from './probe.ts';
import type { ClusterView, ProbeLogin } from './probe.ts';
import { retryUntil } from './retry-until.ts';
import { ensureScramUser } from './scram-users.ts';
import type { ScramMechanism } from './scram.ts';
import type { KafkaVersion } from './versions.ts';
import { readServerRole } from './zookeeper/server-role.ts';
import { connectZooKeeper } from './zookeeper/zookeeper-client.ts';
import { zooKeeperPorts, zooKeeperUser } from './zookeeper/zookeeper-config.ts';
import { zooKeeperMember } from './zookeeper/zookeeper-member.ts';

const retryTimes = { attemptTimeoutMs: 5000, pauseMs: 200 } as const;

/** How a cluster comes up: ZooKeeper, users whom brokers must know when they start, brokers, proof. Each step is idempotent. */
export function clusterPlan(
  cluster: Cluster,
  version: KafkaVersion,
  installation: KafkaInstallation,
): readonly PlanStep[] {
  const users = createUsers(cluster);
  return [
    startZooKeeper(cluster, installation),
    ...(users === null ? [] : [users]),
    startBrokers(cluster, version, installation),
    proveReady(cluster),
  ];
}

function startZooKeeper(
  { instance, addresses, secrets }: Cluster,
  installation: KafkaInstallation,
): MembersStep {
  const ensemble = zooKeeperNodesOf(instance.spec).map(({ name, number }) => ({
    name,
    number,
    address: addressOf(addresses, name),
  }));
  return {
    kind: 'members',
    name: 'startZooKeeper',
    members: ensemble.map((node) =>
      zooKeeperMember({
        name: node.name,
        node,
        ensemble,
        clientPassword: secretOf(secrets, secretNames.zooKeeperPassword),
        quorumPassword: secretOf(secrets, secretNames.quorumPassword),
        javaExecutable: installation.javaExecutable,
        classpath: installation.zooKeeperClasspath,
      }),
    ),
    async awaitReady(memberName, signal) {
      const server = { address: addressOf(addresses, memberName), port: zooKeeperPorts.client };
      await retryUntil((attempt) => readServerRole(server, attempt), {
        what: `${memberName} is not ready`,
        signal,
        ...retryTimes,
      });
    },
  };
}

/** Null where no user must stand in ZooKeeper: those of PLAIN stand in the brokers' own configuration. */
function createUsers({ instance, addresses, secrets }: Cluster): ActionStep | null {
  const { access } = instance.spec;
  if (access.kind !== 'sasl-tls') return null;
  const mechanisms = access.mechanisms.filter(
    (mechanism): mechanism is ScramMechanism => mechanism !== 'PLAIN',
  );
  if (mechanisms.length === 0) return null;
  return {
    kind: 'action',
    name: 'createUsers',
    run: (signal) =>
      retryUntil(
        async (attempt) => {
          const zooKeeper = await connectZooKeeper({
            servers: zooKeeperServers(instance.spec, addresses),
            login: { username: zooKeeperUser, password: secretOf(secrets, secretNames.zooKeeperPassword) },
            signal: attempt,
          });
          try {
            await ensureScramUser(zooKeeper, {
              name: access.userName,
              password: secretOf(secrets, secretNames.userPassword),
              mechanisms,
            });
          } finally {
            await zooKeeper.close();
          }
        },
        { what: 'the user cannot be written to ZooKeeper', signal, ...retryTimes },
      ),
  };
}

function startBrokers(cluster: Cluster, version: KafkaVersion, installation: KafkaInstallation): MembersStep {
  const { instance, addresses, secrets } = cluster;
  const { spec } = instance;
  const internalPassword = secretOf(secrets, secretNames.internalPassword);
  const withTls = spec.access.kind === 'sasl-tls';
  const brokers = brokersOf(spec);
  return {
    kind: 'members',
    name: 'startBrokers',
    members: brokers.map((broker) =>
      brokerMember({
        name: broker.name,
        broker: {
          version,
          spec,
          size: brokerSize(spec.bandwidthMibps),
          brokerId: broker.number,
          zone: zoneOf(spec, broker),
          address: addressOf(addresses, broker.name),
          zooKeeperServers: zooKeeperServers(spec, addresses).map(
            ({ address, port }) => `${address}:${port}`,
          ),
          internalPassword,
          client: withTls
            ? {
                userPassword: secretOf(secrets, secretNames.userPassword),
                keystorePassword: secretOf(secrets, secretNames.keystorePassword),
              }
            : null,
        },
        zooKeeperPassword: secretOf(secrets, secretNames.zooKeeperPassword),
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
      const broker = brokers.find(({ name }) => name === memberName);
      if (broker === undefined) throw new Error(`${memberName} is not a broker of this cluster.`);
      const target = {
        address: addressOf(addresses, memberName),
        port: brokerPorts.internal,
        login: { mechanism: 'PLAIN', username: internalUser, password: internalPassword },
        authorityPem: null,
      } as const;
      await retryUntil(
        async (attempt) => {
          requireBrokers(await readClusterView(target, attempt), [broker.number]);
        },
        { what: `${memberName} is not ready`, signal, ...retryTimes },
      );
    },
  };
}

/** Every broker answers on the clients' listener, to every login that the user has, and knows all the others. */
function proveReady({ instance, addresses, secrets }: Cluster): ActionStep {
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
        for (const login of clientLogins({ instance, addresses, secrets })) {
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
function clientLogins({ instance, secrets }: Cluster): readonly (ProbeLogin | null)[] {
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

function zooKeeperServers(
  spec: Cluster['instance']['spec'],
  addresses: ReadonlyMap<string, string>,
): readonly { address: string; port: number }[] {
  return zooKeeperNodesOf(spec).map(({ name }) => ({
    address: addressOf(addresses, name),
    port: zooKeeperPorts.client,
  }));
}

import { capacityBytes } from '../../domain/limits/storage.ts';
import type { ActionStep, FilesStep, MembersStep, PlanStep } from '../engine.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import type { MemberFile } from '../../runtimes/runtime.ts';
import { brokerMember } from './broker-member.ts';
import { brokerRestart } from './broker-restart.ts';
import type { BrokerMetadata } from './broker-settings.ts';
import { brokerSize } from './broker-size.ts';
import { showCertificates, takesKeystoreLive } from './certificate-step.ts';
import { clientFilesOf } from './client-files.ts';
import type { ClientFiles } from './client-files.ts';
import {
  addressOf,
  brokersOf,
  dataElsewhere,
  dataFolder,
  ipv6PortsOf,
  controllersOf,
  hasTls,
  publicAddressOf,
  zoneOf,
} from './cluster-layout.ts';
import { secretNames, secretOf } from './cluster-secrets.ts';
import { limitsFile, limitsFiles } from './limits-file.ts';
import { internalListener } from './internal-listener.ts';
import type { KafkaInstallation } from './kafka-installation.ts';
import { applySettings, takesSettingsLive } from './live-settings.ts';
import { writeScramUsers } from './kraft/scram-users.ts';
import { readClusterView } from './probe.ts';
import { proveReady, requireBrokers } from './prove-ready.ts';
import { startRelay } from './public-access.ts';
import { retryTimes, retryUntil } from '../retry-until.ts';
import { hasScram, scramUsersOf } from './scram-user.ts';
import type { KafkaVersion } from './versions.ts';
import { startZooKeeper, writeUsersToZooKeeper, zooKeeperServers } from './zookeeper/zookeeper-steps.ts';

/**
 * How a cluster comes up; each step is idempotent. With ZooKeeper: its ensemble, users whom brokers must know when they
 * start, brokers, proof. Without: brokers, users, whom only a running controller takes, proof. Brokers that run already
 * get users and certificates as they are by now.
 */
export async function clusterPlan(
  cluster: KafkaCluster,
  version: KafkaVersion,
  installation: KafkaInstallation,
): Promise<readonly PlanStep[]> {
  const brokerNames = brokersOf(cluster.instance.spec).map(({ name }) => name);
  const files = await clientFilesOf(cluster, brokerNames);
  const withZooKeeper = version.metadata.kind === 'zookeeper';
  const scramUsers = !hasScram(cluster)
    ? []
    : [withZooKeeper ? writeUsersToZooKeeper(cluster) : writeUsersToQuorum(cluster)];
  return [
    {
      kind: 'files',
      name: 'writeLimits',
      files: limitsFiles(cluster.instance.spec, cluster.addresses, cluster.limits),
    },
    ...(cluster.instance.spec.publicAccess === null ? [] : [startRelay(cluster)]),
    ...(withZooKeeper ? [startZooKeeper(cluster, installation), ...scramUsers] : []),
    startBrokers(cluster, version, installation, files),
    ...(withZooKeeper ? [] : scramUsers),
    // Where the owner has never set any, brokers go by their files.
    ...(cluster.instance.spec.topicDefaults !== undefined && takesSettingsLive(version)
      ? [applySettings(cluster, version)]
      : []),
    ...(files === null ? [] : updateClientFiles(cluster, version, files)),
    proveReady(cluster),
  ];
}

function updateClientFiles(
  cluster: KafkaCluster,
  version: KafkaVersion,
  files: ReadonlyMap<string, ClientFiles>,
): readonly PlanStep[] {
  const write: FilesStep = {
    kind: 'files',
    name: 'writeUsers',
    files: new Map([...files].map(([name, of]) => [name, Object.values<MemberFile>({ ...of })])),
  };
  return hasTls(cluster.instance.spec) && takesKeystoreLive(version)
    ? [write, showCertificates(cluster, version, files)]
    : [write];
}

function startBrokers(
  cluster: KafkaCluster,
  version: KafkaVersion,
  installation: KafkaInstallation,
  files: ReadonlyMap<string, ClientFiles> | null,
): MembersStep {
  const { instance, addresses, secrets } = cluster;
  const { spec } = instance;
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
    members: brokers.map((broker) => {
      const clients = files?.get(broker.name) ?? null;
      const elsewhere = dataElsewhere(instance, broker.name);
      return brokerMember({
        instanceId: instance.id,
        name: broker.name,
        dataElsewhere: elsewhere,
        broker: {
          version,
          spec,
          size: brokerSize(spec.bandwidthMibps),
          storageBytes: capacityBytes(spec, installation.bytesPerGb),
          brokerId: broker.number,
          zone: zoneOf(spec, broker),
          address: addressOf(addresses, broker.name),
          ipv6Ports: ipv6PortsOf(broker.name, spec, cluster.ipv6Ports),
          dataDirectory: elsewhere?.path ?? dataFolder,
          publicAddress: publicAddressOf(spec, broker),
          metadata,
          internalPassword: secretOf(secrets, secretNames.internalPassword),
          client:
            clients?.keystore === undefined
              ? null
              : {
                  keystoreFile: clients.keystore.path,
                  keystorePassword: secretOf(secrets, secretNames.keystorePassword),
                },
        },
        clients,
        limits: limitsFile(broker.name, spec, addresses, cluster.limits),
        installation,
      });
    }),
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
    restart: brokerRestart(cluster, version),
  };
}

function brokerMetadata(cluster: KafkaCluster, version: KafkaVersion): BrokerMetadata {
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

function writeUsersToQuorum(cluster: KafkaCluster): ActionStep {
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
          const listener = internalListener(cluster, broker.name);
          const saltKey = secretOf(cluster.secrets, secretNames.internalPassword);
          return writeScramUsers(listener, scramUsersOf(cluster), cluster.removedUsers, saltKey, attempt);
        },
        { what: 'the users cannot be written', signal, ...retryTimes },
      );
    },
  };
}

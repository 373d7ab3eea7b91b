import type { ActionStep, MembersStep } from '../../engine.ts';
import type { KafkaCluster } from '../kafka-cluster.ts';
import { addressOf, zooKeeperNodesOf } from '../cluster-layout.ts';
import { secretNames, secretOf } from '../cluster-secrets.ts';
import type { KafkaInstallation } from '../kafka-installation.ts';
import { retryTimes, retryUntil } from '../../retry-until.ts';
import { scramUsersOf } from '../scram-user.ts';
import { ensureScramUser, removeScramUser } from './scram-users.ts';
import { connectZooKeeper } from './zookeeper-client.ts';
import type { ZooKeeperClient } from './zookeeper-client.ts';
import { zooKeeperPorts, zooKeeperUser } from './zookeeper-config.ts';
import type { ZooKeeperServer } from './zookeeper-connection.ts';
import { zooKeeperMember } from './zookeeper-member.ts';

export function startZooKeeper(cluster: KafkaCluster, installation: KafkaInstallation): MembersStep {
  const { instance, addresses, secrets } = cluster;
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
        installation,
      }),
    ),
    async awaitReady(memberName, signal) {
      const server = { address: addressOf(addresses, memberName), port: zooKeeperPorts.client };
      // A node without a quorum ends sessions at once.
      await retryUntil((attempt) => withZooKeeper(cluster, attempt, (node) => node.exists('/'), [server]), {
        what: `${memberName} is not ready`,
        signal,
        ...retryTimes,
      });
    },
    // A restart of the instance is for its brokers; a node has no configuration that its owner can change.
    restart: null,
  };
}

/** Writes users where brokers look for them when they start, and removes those who shall go; brokers that run are told. */
export function writeUsersToZooKeeper(cluster: KafkaCluster): ActionStep {
  return {
    kind: 'action',
    name: 'createUsers',
    run: (signal) =>
      retryUntil(
        (attempt) =>
          withZooKeeper(cluster, attempt, async (zooKeeper) => {
            for (const name of cluster.removedUsers) await removeScramUser(zooKeeper, name);
            for (const user of scramUsersOf(cluster)) await ensureScramUser(zooKeeper, user);
          }),
        { what: 'the users cannot be written to ZooKeeper', signal, ...retryTimes },
      ),
  };
}

/** Runs `work` in a session of its own, with any of the nodes unless some are given. */
export async function withZooKeeper<T>(
  cluster: KafkaCluster,
  signal: AbortSignal,
  work: (zooKeeper: ZooKeeperClient) => Promise<T>,
  servers = zooKeeperServers(cluster),
): Promise<T> {
  const zooKeeper = await connectZooKeeper({
    servers,
    login: { username: zooKeeperUser, password: secretOf(cluster.secrets, secretNames.zooKeeperPassword) },
    signal,
  });
  try {
    return await work(zooKeeper);
  } finally {
    await zooKeeper.close();
  }
}

export function zooKeeperServers({ instance, addresses }: KafkaCluster): readonly ZooKeeperServer[] {
  return zooKeeperNodesOf(instance.spec).map(({ name }) => ({
    address: addressOf(addresses, name),
    port: zooKeeperPorts.client,
  }));
}

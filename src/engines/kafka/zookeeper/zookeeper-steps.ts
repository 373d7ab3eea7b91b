import type { ActionStep, Cluster, MembersStep } from '../../engine.ts';
import { addressOf, zooKeeperNodesOf } from '../cluster-layout.ts';
import { secretNames, secretOf } from '../cluster-secrets.ts';
import type { KafkaInstallation } from '../kafka-installation.ts';
import { retryTimes, retryUntil } from '../retry-until.ts';
import type { ScramUser } from '../scram-user.ts';
import { ensureScramUser } from './scram-users.ts';
import { readServerRole } from './server-role.ts';
import { connectZooKeeper } from './zookeeper-client.ts';
import { zooKeeperPorts, zooKeeperUser } from './zookeeper-config.ts';
import type { ZooKeeperServer } from './zookeeper-connection.ts';
import { zooKeeperMember } from './zookeeper-member.ts';

export function startZooKeeper(
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
    // A restart of the instance is for its brokers; a node has no configuration that its owner can change.
    restart: null,
  };
}

/** Writes a user where brokers look for it when they start. */
export function createUserInZooKeeper(cluster: Cluster, user: ScramUser): ActionStep {
  return {
    kind: 'action',
    name: 'createUsers',
    run: (signal) =>
      retryUntil(
        async (attempt) => {
          const zooKeeper = await connectZooKeeper({
            servers: zooKeeperServers(cluster),
            login: {
              username: zooKeeperUser,
              password: secretOf(cluster.secrets, secretNames.zooKeeperPassword),
            },
            signal: attempt,
          });
          try {
            await ensureScramUser(zooKeeper, user);
          } finally {
            await zooKeeper.close();
          }
        },
        { what: 'the user cannot be written to ZooKeeper', signal, ...retryTimes },
      ),
  };
}

export function zooKeeperServers({ instance, addresses }: Cluster): readonly ZooKeeperServer[] {
  return zooKeeperNodesOf(instance.spec).map(({ name }) => ({
    address: addressOf(addresses, name),
    port: zooKeeperPorts.client,
  }));
}

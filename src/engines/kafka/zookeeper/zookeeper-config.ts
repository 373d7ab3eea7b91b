import { digestLoginModule, jaasEntry, jaasFile } from '../jaas.ts';
import { renderProperties } from '../../java/java-properties.ts';

/** ZooKeeper's own well-known ports. */
export const zooKeeperPorts = { client: 2181, quorum: 2888, election: 3888 } as const;

/** By this name brokers and the control plane log in: each must be able to change what the other made. */
export const zooKeeperUser = 'kafka';
const quorumUser = 'quorum';

export interface ZooKeeperNode {
  readonly number: number;
  readonly address: string;
}

/**
 * The `zoo.cfg` of one node. Sessions must log in before they do anything else, and with several nodes each logs in to
 * the others. Nothing is served but ZooKeeper's protocol and the one word that cannot be switched off.
 */
export function renderZooKeeperConfig(node: ZooKeeperNode, ensemble: readonly ZooKeeperNode[]): string {
  const properties = new Map<string, string | number | boolean>([
    // Sessions end at the next tick after their timeout: with the default of 2 s a dead broker is noticed a second later.
    ['tickTime', 1000],
    // 30 s to join and 15 s to answer, in ticks: JVMs that start together on few cores are slow.
    ['initLimit', 30],
    ['syncLimit', 15],
    // "./" because ZooKeeper warns of relative paths without it.
    ['dataDir', './data'],
    ['clientPortAddress', node.address],
    ['clientPort', zooKeeperPorts.client],
    // All brokers of a machine come from one address.
    ['maxClientCnxns', 0],
    // A node is its configuration; 64 MB of empty transaction log, the default, would be most of its directory.
    ['preAllocSize', 4096],
    ['snapCount', 20_000],
    ['autopurge.snapRetainCount', 3],
    ['autopurge.purgeInterval', 1],
    ['admin.enableServer', false],
    // Words are answered without a login. This one tells version, role and counters, and 3.8 adds it to every list itself.
    ['4lw.commands.whitelist', 'srvr'],
    ['authProvider.sasl', 'org.apache.zookeeper.server.auth.SASLAuthenticationProvider'],
    ['sessionRequireClientSASLAuth', true],
  ]);
  if (ensemble.length > 1) {
    properties.set('quorum.auth.enableSasl', true);
    properties.set('quorum.auth.learnerRequireSasl', true);
    properties.set('quorum.auth.serverRequireSasl', true);
    properties.set('quorum.auth.learner.saslLoginContext', 'QuorumLearner');
    properties.set('quorum.auth.server.saslLoginContext', 'QuorumServer');
    properties.set('quorum.cnxn.threads.size', 20);
    for (const { number, address } of ensemble) {
      properties.set(`server.${number}`, `${address}:${zooKeeperPorts.quorum}:${zooKeeperPorts.election}`);
    }
  }
  return renderProperties(properties);
}

/** The node's logins: of clients, and of its peers where it has some. */
export function renderZooKeeperJaas(clientPassword: string, quorumPassword: string): string {
  return jaasFile({
    Server: jaasEntry(digestLoginModule, { [`user_${zooKeeperUser}`]: clientPassword }),
    QuorumServer: jaasEntry(digestLoginModule, { [`user_${quorumUser}`]: quorumPassword }),
    QuorumLearner: jaasEntry(digestLoginModule, { username: quorumUser, password: quorumPassword }),
  });
}

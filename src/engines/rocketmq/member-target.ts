import { addressOf, rocketmqPorts } from './cluster-layout.ts';
import { internalLogin, secretNames, secretOf } from './cluster-secrets.ts';
import type { RemotingTarget } from './remoting/remoting-link.ts';
import type { RocketmqCluster } from './rocketmq-cluster.ts';

/** How we get in at a broker: as our own user where there are ACLs, and by TLS where nothing else is served. */
export function brokerTarget(cluster: RocketmqCluster, memberName: string): RemotingTarget {
  const { spec } = cluster.instance;
  return {
    ...targetOf(cluster, memberName, rocketmqPorts.broker),
    login: spec.acl ? internalLogin(cluster.secrets) : null,
  };
}

/** The same at a name server, which asks nobody for a login. */
export function nameServerTarget(cluster: RocketmqCluster, memberName: string): RemotingTarget {
  return targetOf(cluster, memberName, rocketmqPorts.nameServer);
}

function targetOf(
  { instance, addresses, secrets }: RocketmqCluster,
  memberName: string,
  port: number,
): RemotingTarget {
  return {
    address: addressOf(addresses, memberName),
    port,
    login: null,
    authorityPem:
      instance.spec.tlsMode === 'tls' ? secretOf(secrets, secretNames.authorityCertificate) : null,
  };
}

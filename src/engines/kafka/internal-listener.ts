import type { KafkaCluster } from './kafka-cluster.ts';
import { internalUser } from './broker-settings.ts';
import { brokerPorts } from './broker-ports.ts';
import { addressOf } from './cluster-layout.ts';
import { secretNames, secretOf } from './cluster-secrets.ts';
import type { ProbeTarget } from './probe.ts';

/** Where and how the control plane reaches a broker, whatever its clients use. */
export function internalListener({ addresses, secrets }: KafkaCluster, brokerName: string): ProbeTarget {
  const password = secretOf(secrets, secretNames.internalPassword);
  return {
    address: addressOf(addresses, brokerName),
    port: brokerPorts.internal,
    login: { mechanism: 'PLAIN', username: internalUser, password },
    authorityPem: null,
  };
}

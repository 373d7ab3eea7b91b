import type {
  Administrations,
  ClusterAdministration,
} from '../../../src/domain/administration/cluster-administration.ts';
import type { SaslMechanism } from '../../../src/domain/instance/instance.ts';
import { createKafkaAdministrations } from '../../../src/engines/kafka/admin/kafka-administrations.ts';
import { brokerPorts } from '../../../src/engines/kafka/broker-ports.ts';
import { addressOf, brokersOf } from '../../../src/engines/kafka/cluster-layout.ts';
import { secretNames, secretOf } from '../../../src/engines/kafka/cluster-secrets.ts';
import { testInstance } from '../../../src/engines/kafka/testing/test-cluster.ts';
import type { KafkaAccess } from '../../support/kafka-client.ts';
import { runCluster } from '../run-cluster.ts';
import type { RunningCluster } from '../run-cluster.ts';

export const ownerName = 'the-user';
export const ownerPassword = 'Owner-password-1';

/** A cluster of real brokers with SCRAM logins over TLS, its administration, and a way in for other clients. */
export interface AdministeredCluster {
  readonly running: RunningCluster;
  readonly admin: ClusterAdministration;
  readonly administrations: Administrations;
  readonly brokerCount: number;
  /** How a client of this name reaches the cluster; the owner of the order unless said otherwise. */
  access(user?: { readonly name: string; readonly password: string }): KafkaAccess;
  dispose(): Promise<void>;
}

export interface AdministeredClusterOptions {
  readonly brokerCount?: number;
  readonly mechanisms?: readonly SaslMechanism[];
  /** Another Java than the one that the version prefers. */
  readonly javaMajor?: number | undefined;
  readonly signal?: AbortSignal;
  /** Where the engine's clock stands while `nowMs` is set. */
  readonly clock?: { readonly nowMs?: number };
}

export async function administeredCluster(
  version: string,
  {
    brokerCount = 3,
    mechanisms = ['SCRAM-SHA-512', 'SCRAM-SHA-256'],
    javaMajor,
    signal = AbortSignal.timeout(180_000),
    clock = {},
  }: AdministeredClusterOptions = {},
): Promise<AdministeredCluster> {
  const instance = testInstance(
    { plaintext: false, login: { tls: true, mechanisms, userName: ownerName } },
    { brokerCount },
    version,
  );
  const running = await runCluster(instance, ownerPassword, signal, javaMajor, clock);
  const administrations = createKafkaAdministrations({
    clusterOf: () => Promise.resolve(running.cluster),
    memberDirectory: (_, memberName) => running.directoryOf(memberName),
    nowMs: () => performance.now(),
  });
  return {
    running,
    administrations,
    admin: await administrations.of(instance),
    brokerCount,
    access(user = { name: ownerName, password: ownerPassword }) {
      return {
        brokers: brokersOf(instance.spec).map(
          ({ name }) => `${addressOf(running.cluster.addresses, name)}:${brokerPorts.sasl}`,
        ),
        login: {
          mechanism: 'scram-sha-512',
          username: user.name,
          password: user.password,
          ca: secretOf(running.cluster.secrets, secretNames.authorityCertificate),
        },
      };
    },
    async dispose() {
      await administrations.close();
      await running.dispose();
    },
  };
}

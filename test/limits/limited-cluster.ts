import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import kafkajs, { type ISocketFactoryArgs, type KafkaConfig } from 'kafkajs';
import type { KafkaSpec } from '../../src/domain/instance/instance.ts';
import type { ClientLimits } from '../../src/domain/instance/client-limits.ts';
import { kafkaLimits } from '../../src/domain/limits/instance-limits.ts';
import type { SecurityGroupRule } from '../../src/domain/network/network.ts';
import { brokerPorts } from '../../src/engines/kafka/broker-ports.ts';
import { addressOf, brokersOf } from '../../src/engines/kafka/cluster-layout.ts';
import { internalListener } from '../../src/engines/kafka/internal-listener.ts';
import { testInstance } from '../../src/engines/kafka/testing/test-cluster.ts';
import { type RunningCluster, runCluster } from '../engine/run-cluster.ts';

const bringUpWithinMs = 180_000;
/** A broker looks at its limits with the first request a second after it did so last: nothing else tells that it has. */
const noticedMs = 1100;
export const ownerName = 'the-user';
export const ownerPassword = 'Owner-password-1';

/** What of an instance's limits a test changes while the brokers run. */
export interface LimitChanges {
  readonly spec?: Partial<ClientLimits>;
  readonly rules?: readonly SecurityGroupRule[];
  readonly storageIsFull?: boolean;
}

/** How a client connects: without a login unless said otherwise, from any address of this machine. */
export interface ClientOptions {
  readonly login?: boolean;
  /** By way of the public addresses, where the cluster has them. */
  readonly publicly?: boolean;
  /** The only broker that the client knows at first, from 1; all of them where it is left out. */
  readonly broker?: number;
  readonly clientId?: string;
  readonly localAddress?: string;
  readonly retries?: number;
}

/** A cluster of real brokers with a listener with a login and one without, whose limits change while it runs. */
export interface LimitedCluster {
  readonly running: RunningCluster;
  readonly version: string;
  readonly brokerCount: number;
  /** Resolves once all brokers go by it. */
  limit(changes: LimitChanges): Promise<void>;
  client(options?: ClientOptions): kafkajs.Kafka;
  /** Process ids of all members: the same before and after say that nothing was restarted. */
  pids(): Promise<readonly number[]>;
  dispose(): Promise<void>;
}

export async function startLimitedCluster(
  version: string,
  spec: Partial<KafkaSpec> = {},
): Promise<LimitedCluster> {
  const brokerCount = spec.brokerCount ?? 2;
  const access = {
    plaintext: true,
    login: { tls: false, mechanisms: ['PLAIN'], userName: ownerName },
  } as const;
  const instance = testInstance(access, { brokerCount, ...spec }, version);
  const running = await runCluster(instance, ownerPassword, AbortSignal.timeout(bringUpWithinMs));
  const addresses = brokersOf(instance.spec).map(({ name }) => addressOf(running.cluster.addresses, name));

  return {
    running,
    version,
    brokerCount,
    async limit({ spec: changed = {}, rules = [anyone()], storageIsFull = false }) {
      const limits = kafkaLimits({ ...instance.spec, ...changed }, rules, {
        isFull: storageIsFull,
        roomBytes: Infinity,
        messageBytesUntilFull: new Map(),
      });
      await running.bringUp(AbortSignal.timeout(bringUpWithinMs), { limits });
      await delay(noticedMs);
    },
    client({
      login = false,
      publicly = false,
      broker,
      clientId = 'polybroker-test',
      localAddress,
      retries = 5,
    } = {}) {
      const ports = publicly
        ? { sasl: brokerPorts.publicSasl, plaintext: brokerPorts.publicPlaintext }
        : brokerPorts;
      const port = login ? ports.sasl : ports.plaintext;
      const reached = publicly
        ? (instance.spec.publicAccess?.addresses ?? []).map(({ address }) => address)
        : addresses;
      const known = reached.filter((_, index) => broker === undefined || index === broker - 1);
      const config: KafkaConfig = {
        brokers: known.map((address) => `${address}:${port}`),
        clientId,
        logLevel: kafkajs.logLevel.NOTHING,
        connectionTimeout: 5000,
        // A throttled answer comes late.
        requestTimeout: 60_000,
        retry: { initialRetryTime: 100, maxRetryTime: 1000, retries },
        ...(localAddress === undefined ? {} : { socketFactory: socketsFrom(localAddress) }),
      };
      if (login) config.sasl = { mechanism: 'plain', username: ownerName, password: ownerPassword };
      return new kafkajs.Kafka(config);
    },
    pids: () => Promise.all([...running.cluster.addresses.keys()].map((name) => running.pidOf(name))),
    async dispose() {
      await running.dispose();
    },
  };
}

/** A client with the control plane's own login, to one broker. */
export function controlPlaneClient(cluster: LimitedCluster): kafkajs.Kafka {
  const { address, port, login } = internalListener(cluster.running.cluster, 'broker-1');
  if (login === null) throw new Error('Brokers log in to each other.');
  return new kafkajs.Kafka({
    brokers: [`${address}:${port}`],
    logLevel: kafkajs.logLevel.NOTHING,
    sasl: { mechanism: 'plain', username: login.username, password: login.password },
  });
}

/** A rule of a security group that admits a block, or everyone, to all ports or to one. */
export function anyone(remoteCidr: string | null = null, port: number | null = null): SecurityGroupRule {
  return {
    id: `${remoteCidr} ${port}`,
    description: '',
    direction: 'ingress',
    ipVersion: 4,
    protocol: 'tcp',
    portMin: port,
    portMax: port,
    remoteCidr,
    remoteGroupId: null,
  };
}

function socketsFrom(localAddress: string) {
  return ({ host, port, onConnect }: ISocketFactoryArgs) => {
    const socket = connect({ host, port, localAddress }, onConnect);
    socket.setKeepAlive(true);
    return socket;
  };
}

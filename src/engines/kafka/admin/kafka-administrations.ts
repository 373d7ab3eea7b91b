import { administrationLimitMs } from '../../../domain/administration/cluster-administration.ts';
import type {
  Administrations,
  ClusterAdministration,
} from '../../../domain/administration/cluster-administration.ts';
import { createSnapshot } from '../../../domain/administration/snapshot.ts';
import type { Snapshot } from '../../../domain/administration/snapshot.ts';
import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import type { KafkaCluster } from '../kafka-cluster.ts';
import { internalUser } from '../broker-settings.ts';
import { brokerPorts } from '../broker-ports.ts';
import { addressOf, brokersOf, zooKeeperNodesOf } from '../cluster-layout.ts';
import { secretNames, secretOf } from '../cluster-secrets.ts';
import { kafkaVersion } from '../versions.ts';
import { zooKeeperPorts, zooKeeperUser } from '../zookeeper/zookeeper-config.ts';
import { createAclAdministration } from './acls.ts';
import { createActivity } from './activity.ts';
import type { AdminContext } from './admin-context.ts';
import { createClusterFacts } from './cluster-facts.ts';
import { readMetadata } from './cluster-metadata.ts';
import { createGroupAdministration } from './groups.ts';
import { createLogDirectories } from './log-directories.ts';
import { createMessageAdministration } from './messages.ts';
import { createQuotaAdministration } from './quotas.ts';
import { createTopicAdministration } from './topics.ts';
import { createUserAdministration } from './users.ts';
import { ClusterLink } from './wire/cluster-link.ts';
import { ZooKeeperLink } from './zookeeper-link.ts';

export interface KafkaAdministrationsParts {
  /** Where the instance's members are and with what secrets one logs in to them. */
  readonly clusterOf: (instance: KafkaInstance) => Promise<KafkaCluster>;
  /** The directory of a member; null where members run out of our sight. Old Kafka versions do not tell sizes themselves. */
  readonly memberDirectory: ((instanceId: string, memberName: string) => string) | null;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** Milliseconds after the last call when the connections to an instance are closed. */
  readonly idleMs?: number;
}

interface Kept {
  readonly administration: ClusterAdministration;
  readonly close: () => Promise<void>;
}

/** The administrations of Kafka instances: one set of connections per instance, as the user of the control plane. */
export function createKafkaAdministrations(parts: KafkaAdministrationsParts): Administrations {
  const kept = new Map<string, Promise<Kept>>();

  async function forget(instanceId: string): Promise<void> {
    const one = kept.get(instanceId);
    kept.delete(instanceId);
    await one?.then(({ close }) => close()).catch(() => undefined);
  }

  return {
    async of(instance) {
      const found = kept.get(instance.id);
      if (found !== undefined) return (await found).administration;
      const made = parts.clusterOf(instance).then((cluster) => administer(cluster, parts));
      kept.set(instance.id, made);
      try {
        return (await made).administration;
      } catch (error) {
        kept.delete(instance.id);
        throw error;
      }
    },
    forget,
    async close() {
      await Promise.all([...kept.keys()].map(forget));
    },
  };
}

function administer(cluster: KafkaCluster, parts: KafkaAdministrationsParts): Kept {
  const { instance, addresses, secrets } = cluster;
  const { memberDirectory, nowMs, idleMs = 60_000 } = parts;
  const link = new ClusterLink({
    brokers: brokersOf(instance.spec).map(({ name, number }) => ({
      id: number,
      address: addressOf(addresses, name),
      port: brokerPorts.internal,
    })),
    login: {
      mechanism: 'PLAIN',
      username: internalUser,
      password: secretOf(secrets, secretNames.internalPassword),
    },
    // Less than the limit, so that an instance that is down is told to be, not to be slow.
    limitMs: administrationLimitMs - 500,
    onUse: () => idle.refresh(),
  });
  const zooKeeper =
    kafkaVersion(instance.version).metadata.kind === 'zookeeper' ? zooKeeperLink(cluster) : null;
  const idle = setTimeout(() => void Promise.all([link.disconnect(), zooKeeper?.close()]), idleMs);
  idle.unref();
  const snapshots: Snapshot<unknown>[] = [];
  const snapshot: AdminContext['snapshot'] = (read, options) => {
    const made = createSnapshot({ read, nowMs, ...(options?.keptFresh === true ? {} : { keepFreshMs: 0 }) });
    snapshots.push(made);
    return made;
  };
  const context: AdminContext = {
    link,
    zooKeeper,
    snapshot,
    metadata: snapshot(async () => readMetadata(await link.toAny()), { keptFresh: true }),
    logDirectory:
      memberDirectory === null
        ? null
        : (brokerId) => `${memberDirectory(instance.id, `broker-${brokerId}`)}/data`,
  };
  return {
    administration: {
      topics: createTopicAdministration(context),
      groups: createGroupAdministration(context),
      messages: createMessageAdministration(context),
      users: createUserAdministration(context),
      acls: createAclAdministration(context),
      quotas: createQuotaAdministration(context),
      cluster: createClusterFacts(context),
      logDirectories: createLogDirectories(context),
      activity: createActivity(context),
    },
    async close() {
      for (const one of snapshots) one.stop();
      await Promise.all([link.close(), zooKeeper?.close()]);
      clearTimeout(idle);
    },
  };
}

function zooKeeperLink({ instance, addresses, secrets }: KafkaCluster): ZooKeeperLink {
  const servers = zooKeeperNodesOf(instance.spec).map(({ name }) => ({
    address: addressOf(addresses, name),
    port: zooKeeperPorts.client,
  }));
  const password = secretOf(secrets, secretNames.zooKeeperPassword);
  return new ZooKeeperLink(servers, { username: zooKeeperUser, password });
}

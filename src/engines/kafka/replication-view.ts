import { ConfigResourceTypes } from '@platformatic/kafka';
import { topicDefaultsOf } from '../../domain/instance/topic-defaults.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { controllerIdOf } from './admin/cluster-facts.ts';
import { readMetadata } from './admin/cluster-metadata.ts';
import { childrenOf, readConfigNode } from './admin/config-nodes.ts';
import { errorCodes, requireNone } from './admin/error-codes.ts';
import { brokerApis } from './admin/wire/broker-apis.ts';
import type { BrokerLink } from './admin/wire/broker-link.ts';
import { internalListener } from './internal-listener.ts';
import { askBroker } from './probe.ts';
import { kafkaVersion } from './versions.ts';
import type { ZooKeeperClient } from './zookeeper/zookeeper-client.ts';
import { ZooKeeperError } from './zookeeper/zookeeper-error.ts';
import { withZooKeeper } from './zookeeper/zookeeper-steps.ts';

/** What decides whether a broker can be done without. */
export interface ReplicationView {
  /** Of all topics, internal ones too. */
  readonly partitions: readonly PartitionView[];
  readonly liveBrokers: ReadonlySet<number>;
  /** Null while none is elected. */
  readonly controllerId: number | null;
}

/** One partition of a topic, as a broker sees it. */
export interface PartitionView {
  readonly topic: string;
  readonly partition: number;
  /** Ids of the brokers that shall hold it. */
  readonly replicas: readonly number[];
  /** Ids of those that hold all that was acknowledged. */
  readonly inSync: readonly number[];
  /** How many must be in sync for producers with acks=all: the topic's own setting or the brokers'. */
  readonly minInSync: number;
}

const setting = 'min.insync.replicas';

/** What one broker knows. @throws as askBroker */
export function readReplication(
  cluster: KafkaCluster,
  brokerName: string,
  signal: AbortSignal,
): Promise<ReplicationView> {
  const withZooKeeperNodes = kafkaVersion(cluster.instance.version).metadata.kind === 'zookeeper';
  return askBroker(internalListener(cluster, brokerName), signal, async (link) => {
    const metadata = await readMetadata(link);
    const names = [...metadata.topics.keys()];
    const least =
      link.versionOf(brokerApis.describeConfigs) === null
        ? await leastFromNodes(cluster, signal)
        : await leastFromBroker(link, names);
    const byDefault = topicDefaultsOf(cluster.instance.spec).minInSyncReplicas;
    const partitions = [...metadata.topics.values()].flatMap(({ name, partitions: all }) =>
      all.map(({ number, replicaIds, inSyncReplicaIds }) => ({
        topic: name,
        partition: number,
        replicas: replicaIds,
        inSync: inSyncReplicaIds,
        minInSync: least.get(name) ?? byDefault,
      })),
    );
    return {
      partitions: withZooKeeperNodes ? await withWrittenInSync(cluster, partitions, signal) : partitions,
      liveBrokers: new Set(metadata.brokers.map(({ id }) => id)),
      controllerId: await controllerIdOf(link, metadata),
    };
  });
}

/**
 * Before 2.7 the brokers' metadata tells of a replica that has caught up five seconds later or more, because leaders announce it in
 * batches (`ReplicaManager.maybePropagateIsrChanges`). What they and the controller go by stands in ZooKeeper at once, so
 * it is looked up for partitions that seem to lack one.
 */
async function withWrittenInSync(
  cluster: KafkaCluster,
  partitions: readonly PartitionView[],
  signal: AbortSignal,
): Promise<readonly PartitionView[]> {
  const isBehind = ({ replicas, inSync }: PartitionView) => inSync.length < replicas.length;
  if (!partitions.some(isBehind)) return partitions;
  return withZooKeeper(cluster, signal, (zooKeeper) =>
    Promise.all(
      partitions.map(async (view) => {
        if (!isBehind(view)) return view;
        const path = `/brokers/topics/${view.topic}/partitions/${view.partition}/state`;
        const inSync = await readInSync(zooKeeper, path);
        return inSync === null ? view : { ...view, inSync };
      }),
    ),
  );
}

/** Null for a partition that was deleted meanwhile. */
async function readInSync(zooKeeper: ZooKeeperClient, path: string): Promise<readonly number[] | null> {
  try {
    const { isr } = JSON.parse((await zooKeeper.getData(path)).data.toString()) as { isr: readonly number[] };
    return isr;
  } catch (error) {
    if (error instanceof ZooKeeperError && error.kind === 'no-node') return null;
    throw error;
  }
}

async function leastFromBroker(
  link: BrokerLink,
  topics: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (topics.length === 0) return new Map();
  const resources = topics.map((resourceName) => ({
    resourceType: ConfigResourceTypes.TOPIC,
    resourceName,
    configurationKeys: [setting],
  }));
  const { results } = await link.call(brokerApis.describeConfigs, resources, false, false);
  return new Map(
    results.flatMap(({ errorCode, errorMessage, resourceName, configs }): [string, number][] => {
      // Deleted meanwhile.
      if (errorCode === errorCodes.unknownTopicOrPartition) return [];
      requireNone(errorCode, `describe topic ${resourceName}`, errorMessage ?? null);
      return configs
        .filter(({ name }) => name === setting)
        .map(({ value }) => [resourceName, Number(value ?? 1)]);
    }),
  );
}

/** 0.10.2 tells settings to nobody. */
function leastFromNodes(cluster: KafkaCluster, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  return withZooKeeper(cluster, signal, async (zooKeeper) => {
    const least = new Map<string, number>();
    for (const topic of await childrenOf(zooKeeper, '/config/topics')) {
      const own = (await readConfigNode(zooKeeper, `topics/${topic}`))?.[setting];
      if (own !== undefined) least.set(topic, Number(own));
    }
    return least;
  });
}

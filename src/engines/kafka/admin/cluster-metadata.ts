import type { BrokerDescription } from '../../../domain/administration/cluster-facts.ts';
import type { Topic, TopicPartition } from '../../../domain/administration/topics.ts';
import { NotNowError } from './error-codes.ts';
import { brokerApis } from './wire/broker-apis.ts';
import type { BrokerLink } from './wire/broker-link.ts';
import type { ClusterLink } from './wire/cluster-link.ts';

/** What one broker knows of the cluster. */
export interface ClusterMetadata {
  readonly brokers: readonly BrokerDescription[];
  /** Where changes are sent: the controller, and without ZooKeeper any broker, which passes them on. Null while there is none. */
  readonly controllerId: number | null;
  readonly topics: ReadonlyMap<string, Topic>;
}

export async function readMetadata(link: BrokerLink): Promise<ClusterMetadata> {
  const response = await link.call(brokerApis.metadata, null);
  const brokers = response.brokers.map(({ nodeId, host, port, rack }) => ({
    id: nodeId,
    address: host,
    port,
    zone: rack ?? null,
  }));
  const topics = response.topics.map((topic): Topic => ({
    name: topic.name ?? '',
    isInternal: topic.isInternal,
    partitions: topic.partitions
      .map((partition): TopicPartition => ({
        number: partition.partitionIndex,
        leaderId: partition.leaderId < 0 ? null : partition.leaderId,
        replicaIds: partition.replicaNodes,
        inSyncReplicaIds: partition.isrNodes,
      }))
      .toSorted((one, other) => one.number - other.number),
  }));
  return {
    brokers: brokers.toSorted((one, other) => one.id - other.id),
    controllerId: response.controllerId < 0 ? null : response.controllerId,
    topics: new Map(
      topics
        // A topic that is being deleted has no partitions any more.
        .filter(({ partitions }) => partitions.length > 0)
        .toSorted((one, other) => (one.name < other.name ? -1 : 1))
        .map((topic) => [topic.name, topic]),
    ),
  };
}

/** The broker that takes changes. @throws BrokerUnreachableError, ClusterUnreachableError, NotNowError while none is elected */
export async function controllerLink(cluster: ClusterLink): Promise<BrokerLink> {
  const { controllerId } = await readMetadata(await cluster.toAny());
  if (controllerId === null) throw new NotNowError('The cluster has no controller at the moment.');
  return await cluster.to(controllerId);
}

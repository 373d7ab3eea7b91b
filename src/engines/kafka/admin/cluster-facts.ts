import type { ClusterDescription, ClusterFacts } from '../../../domain/administration/cluster-facts.ts';
import type { AdminContext } from './admin-context.ts';
import { attempt } from './attempt.ts';
import type { ClusterMetadata } from './cluster-metadata.ts';
import { requireNone } from './error-codes.ts';
import { wayOf } from './ways.ts';
import { brokerApis } from './wire/broker-apis.ts';
import type { BrokerLink } from './wire/broker-link.ts';

const metadataPartition = { topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] };

export function createClusterFacts(context: AdminContext): ClusterFacts {
  const facts = context.snapshot(() => describe(context));
  return { describe: () => attempt('describe the cluster', () => facts.get()) };
}

async function describe(context: AdminContext): Promise<ClusterDescription> {
  const metadata = await context.metadata.get();
  const underReplicated = [...metadata.topics.values()].flatMap(({ name, partitions }) =>
    partitions
      .filter(({ replicaIds, inSyncReplicaIds }) => inSyncReplicaIds.length < replicaIds.length)
      .map((partition) => ({ ...partition, topic: name })),
  );
  return {
    brokers: metadata.brokers,
    controllerId: await controllerIdOf(await context.link.toAny(), metadata),
    underReplicated,
  };
}

/** The broker that is the controller, as the one at the other end of the link knows it. */
export async function controllerIdOf(
  link: BrokerLink,
  metadata: Pick<ClusterMetadata, 'controllerId'>,
): Promise<number | null> {
  if (wayOf(link, 'controller') === 'metadata') return metadata.controllerId;
  const { errorCode, errorMessage, topics } = await link.call(brokerApis.describeQuorum, [metadataPartition]);
  requireNone(errorCode, 'find the controller', errorMessage ?? null);
  const leaderId = topics[0]?.partitions[0]?.leaderId ?? -1;
  return leaderId < 0 ? null : leaderId;
}

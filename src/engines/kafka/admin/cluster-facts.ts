import type { ClusterDescription, ClusterFacts } from '../../../domain/administration/cluster-facts.ts';
import type { AdminContext } from './admin-context.ts';
import { attempt } from './attempt.ts';
import type { ClusterMetadata } from './cluster-metadata.ts';
import { requireNone } from './error-codes.ts';
import { wayOf } from './ways.ts';
import { brokerApis } from './wire/broker-apis.ts';

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
  return { brokers: metadata.brokers, controllerId: await controllerId(context, metadata), underReplicated };
}

async function controllerId(context: AdminContext, metadata: ClusterMetadata): Promise<number | null> {
  const link = await context.link.toAny();
  if (wayOf(link, 'controller') === 'metadata') return metadata.controllerId;
  const { errorCode, errorMessage, topics } = await link.call(brokerApis.describeQuorum, [metadataPartition]);
  requireNone(errorCode, 'find the controller', errorMessage ?? null);
  const leaderId = topics[0]?.partitions[0]?.leaderId ?? -1;
  return leaderId < 0 ? null : leaderId;
}

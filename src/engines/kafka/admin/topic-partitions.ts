import { DomainError } from '../../../domain/errors.ts';
import { zooKeeperOf } from './admin-context.ts';
import type { AdminContext } from './admin-context.ts';
import { controllerLink, readMetadata } from './cluster-metadata.ts';
import { errorCodes, requireNone } from './error-codes.ts';
import { wayOf } from './ways.ts';
import { brokerApis } from './wire/broker-apis.ts';

/** Raises a topic's number of partitions. @throws DomainError invalid-partition-count, topic-not-found, topic-refused */
export async function addTopicPartitions(
  context: AdminContext,
  name: string,
  partitionCount: number,
  timeoutMs: number,
): Promise<void> {
  const link = await controllerLink(context.link);
  if (wayOf(link, 'addPartitions') === 'zookeeper') {
    const { brokers } = await readMetadata(link);
    await addInZooKeeper(
      context,
      name,
      partitionCount,
      brokers.map(({ id }) => id),
    );
    return;
  }
  const request = [{ name, count: partitionCount, assignments: null }];
  const { results } = await link.call(brokerApis.createPartitions, request, timeoutMs, false);
  for (const { errorCode, errorMessage } of results) {
    if (errorCode === errorCodes.unknownTopicOrPartition) throw notFound(name);
    if (errorCode === errorCodes.invalidPartitions) {
      throw new DomainError(
        'invalid-partition-count',
        errorMessage ?? `The partitions of ${name} cannot become ${partitionCount}.`,
      );
    }
    if (errorCode === errorCodes.policyViolation) {
      throw new DomainError('topic-refused', errorMessage ?? 'The instance does not allow more partitions.');
    }
    // The controller goes on with it.
    if (errorCode !== errorCodes.requestTimedOut)
      requireNone(errorCode, `extend topic ${name}`, errorMessage ?? null);
  }
}

interface AssignmentNode {
  readonly version: number;
  readonly partitions: Readonly<Record<string, readonly number[]>>;
}

/**
 * Below 1.0 Kafka's own tools extend the topic's node, which the controller watches (`AdminUtils.addPartitions`).
 * Brokers follow one another in the new replicas as they do in zones, so that these too lie in different zones.
 */
async function addInZooKeeper(
  context: AdminContext,
  name: string,
  partitionCount: number,
  brokerIds: readonly number[],
): Promise<void> {
  const path = `/brokers/topics/${name}`;
  await zooKeeperOf(context).use(async (client) => {
    if ((await client.exists(path)) === null) throw notFound(name);
    const { data, stat } = await client.getData(path);
    const node = JSON.parse(data.toString('utf8')) as AssignmentNode;
    const present = Object.keys(node.partitions).length;
    if (partitionCount <= present) {
      throw new DomainError(
        'invalid-partition-count',
        `Topic ${name} has ${present} partitions; their number can only rise, not become ${partitionCount}.`,
      );
    }
    const partitions = extendedAssignment(node.partitions, partitionCount, brokerIds);
    await client.setData(path, Buffer.from(JSON.stringify({ ...node, partitions }), 'utf8'), stat.version);
  });
}

/** The replicas of all partitions: those there are, and new ones on the brokers that follow those of partition 0. */
export function extendedAssignment(
  present: Readonly<Record<string, readonly number[]>>,
  partitionCount: number,
  brokerIds: readonly number[],
): Readonly<Record<string, readonly number[]>> {
  const first = present['0'] ?? [];
  if (brokerIds.length < first.length) {
    throw new DomainError(
      'instance-unavailable',
      `New partitions need ${first.length} brokers, and ${brokerIds.length} are alive.`,
    );
  }
  const start = Math.max(0, brokerIds.indexOf(first[0] ?? -1));
  const all: Record<string, readonly number[]> = { ...present };
  for (let number = Object.keys(present).length; number < partitionCount; number += 1) {
    all[String(number)] = first.map((_, index) => {
      const id = brokerIds[(start + number + index) % brokerIds.length];
      if (id === undefined) throw new Error('No broker is alive.');
      return id;
    });
  }
  return all;
}

function notFound(name: string): DomainError {
  return new DomainError('topic-not-found', `There is no topic ${name}.`);
}

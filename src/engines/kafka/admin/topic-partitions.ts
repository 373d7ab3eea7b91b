import type { BrokerDescription } from '../../../domain/administration/cluster-facts.ts';
import { DomainError } from '../../../domain/errors.ts';
import { zooKeeperOf } from './admin-context.ts';
import type { AdminContext } from './admin-context.ts';
import { controllerLink, readMetadata } from './cluster-metadata.ts';
import { NotNowError, errorCodes, requireNone } from './error-codes.ts';
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
    await addInZooKeeper(context, name, partitionCount, brokers);
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
    // The topic has its replicas already: a broker is away.
    if (errorCode === errorCodes.invalidReplicationFactor) {
      throw new NotNowError(errorMessage ?? 'some brokers are away');
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

/** Below 1.0 Kafka's own tools extend the topic's node, which the controller watches (`AdminUtils.addPartitions`). */
async function addInZooKeeper(
  context: AdminContext,
  name: string,
  partitionCount: number,
  brokers: readonly PlacedBroker[],
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
    const partitions = extendedAssignment(node.partitions, partitionCount, brokers);
    await client.setData(path, Buffer.from(JSON.stringify({ ...node, partitions }), 'utf8'), stat.version);
  });
}

/** A living broker; its zone is null where it was started without one. */
export type PlacedBroker = Pick<BrokerDescription, 'id' | 'zone'>;

/**
 * The replicas of all partitions: those there are, and as many of each new one, on the brokers that follow those of
 * partition 0 and in different zones, as far as there are so many.
 */
export function extendedAssignment(
  present: Readonly<Record<string, readonly number[]>>,
  partitionCount: number,
  brokers: readonly PlacedBroker[],
): Readonly<Record<string, readonly number[]>> {
  const first = present['0'] ?? [];
  if (brokers.length < first.length) {
    throw new DomainError(
      'instance-unavailable',
      `New partitions need ${first.length} brokers, and ${brokers.length} are alive.`,
    );
  }
  const start = Math.max(
    0,
    brokers.findIndex(({ id }) => id === first[0]),
  );
  const all: Record<string, readonly number[]> = { ...present };
  for (let number = Object.keys(present).length; number < partitionCount; number += 1) {
    const from = (start + number) % brokers.length;
    const inTurn = [...brokers.slice(from), ...brokers.slice(0, from)];
    all[String(number)] = inDifferentZones(inTurn, first.length);
  }
  return all;
}

/** So many of the brokers, the first of each zone before the second of any. */
function inDifferentZones(brokers: readonly PlacedBroker[], count: number): readonly number[] {
  const ofZone = new Map<string | null, number>();
  const ranked = brokers.map(({ id, zone }) => {
    const rank = ofZone.get(zone) ?? 0;
    ofZone.set(zone, rank + 1);
    return { id, rank };
  });
  return ranked
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, count)
    .map(({ id }) => id);
}

function notFound(name: string): DomainError {
  return new DomainError('topic-not-found', `There is no topic ${name}.`);
}

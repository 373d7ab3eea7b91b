import type { FoundFile } from '../../../runtimes/runtime.ts';
import type { DeletionOutcome } from '../../engine.ts';
import type { KafkaCluster } from '../kafka-cluster.ts';
import { readMetadata } from '../admin/cluster-metadata.ts';
import { errorCodes } from '../admin/error-codes.ts';
import { brokerApis } from '../admin/wire/broker-apis.ts';
import { brokersOf } from '../cluster-layout.ts';
import { internalListener } from '../internal-listener.ts';
import { askBroker } from '../probe.ts';
import { segmentsAmong } from './log-segment.ts';
import { type Cut, oldestSegments } from './oldest-segments.ts';

/** How long brokers wait until the copies follow, which they do anyway: the leader has given the messages up by then. */
const waitForCopiesMs = 100;

/**
 * Tells the leaders, of brokers from 0.11 on, to give up the oldest messages of all topics, whole segments of them, so that at least `bytes` are freed.
 * Brokers remove the files within two seconds. Topics that are only compacted keep everything: Kafka refuses to delete in
 * them, and others take their turn.
 */
export async function deleteRecords(
  cluster: KafkaCluster,
  files: ReadonlyMap<string, readonly FoundFile[]>,
  bytes: number,
  signal: AbortSignal,
): Promise<DeletionOutcome> {
  const segments = [...files.values()].flatMap(segmentsAmong);
  const kept = new Set<string>();
  for (;;) {
    const cuts = oldestSegments(segments, bytes, (topic) => !topic.startsWith('__') && !kept.has(topic));
    if (cuts.length === 0) return 'nothing-left';
    const refused = await cut(cluster, cuts, signal);
    const isNew = [...refused].some((topic) => !kept.has(topic));
    if (!isNew) return 'under-way';
    for (const topic of refused) kept.add(topic);
  }
}

/** Answers the topics in which nothing may be deleted. */
async function cut(
  cluster: KafkaCluster,
  cuts: readonly Cut[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const byBroker = await cutsByLeader(cluster, cuts, signal);
  const refused = new Set<string>();
  await Promise.all(
    [...byBroker].map(async ([name, ofBroker]) => {
      const byTopic = Map.groupBy(ofBroker, ({ topic }) => topic);
      const topics = [...byTopic].map(([topic, ofTopic]) => ({
        name: topic,
        partitions: ofTopic.map(({ partition, firstKept }) => ({
          partitionIndex: partition,
          offset: firstKept,
        })),
      }));
      const answer = await askBroker(internalListener(cluster, name), signal, (link) =>
        link.call(brokerApis.deleteRecords, topics, waitForCopiesMs),
      );
      for (const topic of answer.topics) {
        // Other errors pass by themselves (a leader that moved) or are nobody's (a topic that went): the next time tells.
        if (topic.partitions.some(({ errorCode }) => errorCode === errorCodes.policyViolation)) {
          refused.add(topic.name);
        }
      }
    }),
  );
  return refused;
}

/** By the name of the broker that leads the partition. Partitions without a leader wait. */
async function cutsByLeader(
  cluster: KafkaCluster,
  cuts: readonly Cut[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Cut[]>> {
  const brokers = brokersOf(cluster.instance.spec);
  let failure: unknown;
  for (const { name } of brokers) {
    try {
      return await askBroker(internalListener(cluster, name), signal, async (link) => {
        const { topics } = await readMetadata(link);
        const leaderOf = ({ topic, partition }: Cut) => {
          const leader = topics.get(topic)?.partitions.find(({ number }) => number === partition)?.leaderId;
          return brokers.find(({ number }) => number === leader)?.name ?? '';
        };
        const byLeader = Map.groupBy(cuts, leaderOf);
        byLeader.delete('');
        return byLeader;
      });
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

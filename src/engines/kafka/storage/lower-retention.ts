import type { FoundFile } from '../../../runtimes/runtime.ts';
import type { DeletionOutcome } from '../../engine.ts';
import type { KafkaCluster } from '../kafka-cluster.ts';
import { changeConfigNode, childrenOf, createMissing, readConfigNode } from '../admin/config-nodes.ts';
import type { ZooKeeperClient } from '../zookeeper/zookeeper-client.ts';
import { ZooKeeperError } from '../zookeeper/zookeeper-error.ts';
import { withZooKeeper } from '../zookeeper/zookeeper-steps.ts';
import { segmentsAmong } from './log-segment.ts';
import { type SizeCap, sizeCaps } from './size-caps.ts';

const setting = 'retention.bytes';
/** What topics are to get back stands beside Kafka's own nodes, so that it outlives whoever lowered it. */
const noteRoot = '/polybroker/lowered-retention';

/** Of one topic whose retention is lowered. */
interface Note {
  /** What the topic said of it before; null for nothing. */
  readonly before: string | null;
  readonly lowered: string;
}

/**
 * Has brokers that know no request for it (before 0.11) give up the oldest messages: lowers the size that partitions may have, until
 * `restoreRetention`. Brokers look at it once a second, each at its own copies. Topics that are only compacted keep everything.
 */
export async function lowerRetention(
  cluster: KafkaCluster,
  files: ReadonlyMap<string, readonly FoundFile[]>,
  bytes: number,
  signal: AbortSignal,
): Promise<DeletionOutcome> {
  const segments = [...files.values()].flatMap(segmentsAmong);
  return withZooKeeper(cluster, signal, async (zooKeeper) => {
    const kept = new Set<string>();
    for (;;) {
      const caps = sizeCaps(segments, bytes, (topic) => !topic.startsWith('__') && !kept.has(topic));
      if (caps.length === 0) return 'nothing-left';
      const refused: string[] = [];
      for (const cap of caps) {
        if (!(await lower(zooKeeper, cap))) refused.push(cap.topic);
      }
      if (refused.length === 0) return 'under-way';
      for (const topic of refused) kept.add(topic);
    }
  });
}

/** Gives all topics back what they said of their size before it was lowered. */
export function restoreRetention(cluster: KafkaCluster, signal: AbortSignal): Promise<void> {
  return withZooKeeper(cluster, signal, async (zooKeeper) => {
    for (const topic of await childrenOf(zooKeeper, noteRoot)) {
      const note = await readNote(zooKeeper, topic);
      if (note === null) continue;
      const config = await readConfigNode(zooKeeper, `topics/${topic}`);
      // Where it says something else by now its owner has, or the topic is gone.
      if (config?.[setting] === note.lowered) {
        await changeConfigNode(zooKeeper, `topics/${topic}`, new Map([[setting, note.before]]));
      }
      await zooKeeper.delete(`${noteRoot}/${topic}`);
    }
  });
}

/** False for a topic that keeps everything or is gone. */
async function lower(zooKeeper: ZooKeeperClient, { topic, bytes }: SizeCap): Promise<boolean> {
  if ((await zooKeeper.exists(`/brokers/topics/${topic}`)) === null) return false;
  const config = (await readConfigNode(zooKeeper, `topics/${topic}`)) ?? {};
  if (!(config['cleanup.policy'] ?? 'delete').split(',').includes('delete')) return false;
  const present = config[setting] ?? null;
  const note = await readNote(zooKeeper, topic);
  // What the owner has set since is what it gets back.
  const before = note !== null && note.lowered === present ? note.before : present;
  const lowered = String(bytes);
  if (before !== null && Number(before) >= 0 && Number(before) <= bytes) return true;
  if (present === lowered && note !== null) return true;
  await writeNote(zooKeeper, topic, { before, lowered });
  await changeConfigNode(zooKeeper, `topics/${topic}`, new Map([[setting, lowered]]));
  return true;
}

async function readNote(zooKeeper: ZooKeeperClient, topic: string): Promise<Note | null> {
  try {
    const { data } = await zooKeeper.getData(`${noteRoot}/${topic}`);
    return JSON.parse(data.toString('utf8')) as Note;
  } catch (error) {
    if (error instanceof ZooKeeperError && error.kind === 'no-node') return null;
    throw error;
  }
}

async function writeNote(zooKeeper: ZooKeeperClient, topic: string, note: Note): Promise<void> {
  const data = Buffer.from(JSON.stringify(note), 'utf8');
  await createMissing(zooKeeper, '/polybroker', Buffer.alloc(0));
  await createMissing(zooKeeper, noteRoot, Buffer.alloc(0));
  await createMissing(zooKeeper, `${noteRoot}/${topic}`, data);
  await zooKeeper.setData(`${noteRoot}/${topic}`, data);
}

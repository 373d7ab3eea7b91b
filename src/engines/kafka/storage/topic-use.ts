import type { TopicUse } from '../../../domain/limits/topic-use.ts';
import type { FoundFile } from '../../../runtimes/runtime.ts';

/** What brokers make for themselves; the guard of `jvm/` does not count it either. */
const ownTopics: ReadonlySet<string> = new Set([
  '__consumer_offsets',
  '__transaction_state',
  '__share_group_state',
  '__cluster_metadata',
]);

/** Each partition has a folder on each of its brokers. Those of deleted topics have other names. */
export function topicUse(brokers: Iterable<readonly FoundFile[]>): TopicUse {
  const topics = new Set<string>();
  const partitions = new Set<string>();
  let replicas = 0;
  for (const files of brokers) {
    const own = new Set<string>();
    for (const { path } of files) {
      const [, folder, topic] = /^((.+)-\d+)\/[^/]+$/.exec(path) ?? [];
      if (folder === undefined || topic === undefined || ownTopics.has(topic)) continue;
      topics.add(topic);
      partitions.add(folder);
      own.add(folder);
    }
    replicas += own.size;
  }
  return { topics: topics.size, partitions: partitions.size, replicas };
}

import type { Admin, ITopicConfig } from 'kafkajs';
import { until } from './until.ts';

/**
 * Makes a topic as a client does and waits until the broker that is asked knows leaders for all its partitions. kafkajs 2.2.4
 * would wait too, but gives up where a broker has not heard of the topic yet, as those without ZooKeeper have for a moment.
 */
export async function createTopic(admin: Admin, topic: ITopicConfig): Promise<void> {
  await admin.createTopics({ topics: [topic], waitForLeaders: false });
  await until(`topic ${topic.topic} has leaders`, 60_000, async () => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic.topic] });
    return topics[0]?.partitions.every(({ leader }) => leader >= 0) === true ? true : undefined;
  });
}

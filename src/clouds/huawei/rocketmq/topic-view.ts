import type { Annotation } from '../../../domain/annotation/annotation.ts';
import type { RocketmqTopic } from '../../../domain/rocketmq-administration/topics.ts';
import { messageTypeWord, permissionWord } from './topic-body.ts';

/**
 * A topic as lists and reads show it.
 * @param kept what the owner made it as; null for one that a client made
 * @param keptType the type of its messages, where brokers have no place for it
 */
export function rocketmqTopicView(
  topic: RocketmqTopic,
  kept: Annotation | null,
  keptType: Annotation | null,
) {
  const sum = (of: 'readQueues' | 'writeQueues') => topic.brokers.reduce((all, one) => all + one[of], 0);
  return {
    name: topic.name,
    total_read_queue_num: sum('readQueues'),
    total_write_queue_num: sum('writeQueues'),
    permission: permissionWord(topic.permission),
    message_type:
      topic.messageType === null ? (keptType?.description ?? 'NORMAL') : messageTypeWord(topic.messageType),
    brokers: topic.brokers.map(({ brokerName, readQueues, writeQueues }) => ({
      broker_name: brokerName,
      read_queue_num: readQueues,
      write_queue_num: writeQueues,
    })),
    topic_desc: kept?.description ?? '',
    created_at: kept?.createdAtMs ?? 0,
  };
}

import type { RocketmqMessageType, TopicPermission } from '../../../domain/rocketmq-administration/topics.ts';
import { bodyOf, fieldsOf, numberOf, textOf } from '../remoting/answer-fields.ts';
import { requestCodes } from '../remoting/codes.ts';
import type { RemotingFrame, RemotingRequest } from '../remoting/frame.ts';

/** A topic as one broker has it. */
export interface TopicConfig {
  readonly name: string;
  readonly readQueues: number;
  readonly writeQueues: number;
  readonly permission: TopicPermission;
  readonly messageType: RocketmqMessageType;
}

const permissionBits = { none: 0, publish: 2, subscribe: 4, all: 6 } as const;

const typeWords = {
  normal: 'NORMAL',
  fifo: 'FIFO',
  delay: 'DELAY',
  transaction: 'TRANSACTION',
  unspecified: 'UNSPECIFIED',
} as const;

/** By name, of the answer to a request for all topics. */
export function topicConfigsOf(answer: RemotingFrame): ReadonlyMap<string, TopicConfig> {
  const table = fieldsOf(bodyOf(answer)['topicConfigTable']);
  return new Map(
    Object.entries(table).map(([name, value]) => {
      const fields = fieldsOf(value);
      const bits = numberOf(fields['perm']);
      const type = textOf(fieldsOf(fields['attributes'])['message.type']);
      return [
        name,
        {
          name,
          readQueues: numberOf(fields['readQueueNums']),
          writeQueues: numberOf(fields['writeQueueNums']),
          permission: wordOf(permissionBits, bits & permissionBits.all) ?? 'all',
          messageType: wordOf(typeWords, type) ?? 'normal',
        },
      ];
    }),
  );
}

/** Makes the topic or changes it, as it shall be on one group. @param withType whether the brokers know types: from 5.0 on */
export function topicRequest(topic: TopicConfig, withType: boolean): RemotingRequest {
  return {
    code: requestCodes.updateAndCreateTopic,
    fields: {
      topic: topic.name,
      defaultTopic: 'TBW102',
      readQueueNums: topic.readQueues,
      writeQueueNums: topic.writeQueues,
      perm: permissionBits[topic.permission],
      topicFilterType: 'SINGLE_TAG',
      topicSysFlag: 0,
      order: false,
      // The type of a topic that is there can be told again only where it is the same.
      ...(withType ? { attributes: `+message.type=${typeWords[topic.messageType]}` } : {}),
    },
  };
}

function wordOf<Word extends string, Value>(table: Readonly<Record<Word, Value>>, value: Value): Word | null {
  const found = Object.entries<Value>(table).find(([, one]) => one === value);
  return found === undefined ? null : (found[0] as Word);
}

import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { timeText } from '../ckafka/user-rules.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly TopicName: string;
}

/** From where a topic is written to: the addresses that wrote in the last ten minutes, and when each did last. */
export const describeTopicProduceConnection = operation<Parameters>(
  'ckafka',
  'DescribeTopicProduceConnection',
  async ({ caller, parameters }, { clusters }) => {
    const { administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const { name } = await ownerTopic(administration.topics, parameters.TopicName);
    const { writers } = await administration.activity.read();
    const last = new Map<string, number>();
    for (const { topic, address, lastWriteMs } of writers) {
      if (topic === name) last.set(address, Math.max(lastWriteMs, last.get(address) ?? 0));
    }
    return {
      Result: [...last]
        .toSorted(([, one], [, other]) => other - one)
        .map(([address, ms]) => ({ IpAddr: address, Time: timeText(ms), IsUnSupportVersion: false })),
    };
  },
);

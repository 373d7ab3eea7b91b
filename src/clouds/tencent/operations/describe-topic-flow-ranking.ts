import type { TopicFlow } from '../../../domain/administration/activity.ts';
import type { ClusterAdministration } from '../../../domain/administration/cluster-administration.ts';
import { offsetsOfGroup } from '../../../domain/administration/offsets-of-group.ts';
import { ownerTopics } from '../../../domain/administration/owner-topics.ts';
import { topicId } from '../ckafka/topic-id.ts';
import { replicasOf } from '../ckafka/topic-view.ts';
import { badValue, unsupportedOperation } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  /** `PRO` by what is produced, `CON` by what is consumed. */
  readonly RankingType: string;
  readonly BeginDate?: string;
  readonly EndDate?: string;
  /** An address of a broker, whose topics alone are ranked. */
  readonly BrokerIp?: string;
}

const mebibyte = 1024 * 1024;

/**
 * Topics by their traffic in the last minute, in MB/s, the busiest first, with what their groups have not read yet. Earlier times are not
 * kept, and how fast single groups read brokers do not tell.
 */
export const describeTopicFlowRanking = operation<Parameters>(
  'ckafka',
  'DescribeTopicFlowRanking',
  async ({ caller, parameters }, { clusters }) => {
    const { RankingType: type, BeginDate: begin = '', EndDate: end = '', BrokerIp: ip = '' } = parameters;
    if (type !== 'PRO' && type !== 'CON') throw badValue('RankingType', type, 'PRO or CON');
    if (begin !== '' || end !== '') {
      throw unsupportedOperation('DescribeTopicFlowRanking with BeginDate or EndDate');
    }
    const { instance, administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const { brokers } = await administration.cluster.describe();
    const broker = brokers.find(({ address }) => address === ip);
    if (ip !== '' && broker === undefined) {
      throw badValue('BrokerIp', ip, brokers.map(({ address }) => address).join(', '));
    }
    const isLooked = (brokerId: number) => broker === undefined || brokerId === broker.id;
    const flows = (await administration.activity.read()).flows.filter(({ brokerId }) => isLooked(brokerId));
    const rate = (flow: TopicFlow) =>
      type === 'PRO' ? flow.producedBytesPerSecond : flow.consumedBytesPerSecond;
    const lags = await lagByTopic(administration);
    const ranked = (await ownerTopics(administration.topics))
      .map((topic) => {
        const own = flows.filter((flow) => flow.topic === topic.name);
        const bytes = own.reduce((sum, flow) => sum + rate(flow), 0);
        return { topic, bytes, lag: lags.get(topic.name) ?? 0 };
      })
      .toSorted((one, other) => other.bytes - one.bytes);
    const rows = ranked.map(({ topic, bytes, lag }) => ({
      TopicId: topicId(instance.id, topic.name),
      TopicName: topic.name,
      PartitionNum: topic.partitions.length,
      ReplicaNum: replicasOf(topic),
      TopicTraffic: megabytes(bytes),
      MessageHeap: lag,
    }));
    const sizes = (await administration.logDirectories.usage()).filter(({ brokerId }) => isLooked(brokerId));
    return {
      Result: {
        TopicFlow: rows,
        ConsumeSpeed: [],
        TopicMessageHeap: rows.toSorted((one, other) => other.MessageHeap - one.MessageHeap),
        BrokerIp: brokers.map(({ address }) => address),
        BrokerTopicData: rows.map(({ TopicName: name, TopicId: id }) => ({
          TopicName: name,
          TopicId: id,
          DataSize: sizes
            .filter(({ topic }) => topic === name)
            .reduce((sum, { sizeBytes }) => sum + Number(sizeBytes), 0),
        })),
        BrokerTopicFlowData: rows.map(({ TopicName: name, TopicId: id, TopicTraffic: traffic }) => ({
          TopicName: name,
          TopicId: id,
          TopicTraffic: traffic,
        })),
      },
    };
  },
);

/** Messages that groups have not read yet, of all groups together. */
async function lagByTopic(administration: ClusterAdministration): Promise<ReadonlyMap<string, number>> {
  const lags = new Map<string, number>();
  for (const { id } of await administration.groups.list()) {
    for (const { topic, lag } of await offsetsOfGroup(administration, id)) {
      lags.set(topic, (lags.get(topic) ?? 0) + Number(lag ?? 0n));
    }
  }
  return lags;
}

function megabytes(bytes: number): string {
  return (bytes / mebibyte).toFixed(2);
}

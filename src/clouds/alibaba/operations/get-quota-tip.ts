import { requireBought } from '../alikafka/bought-instances.ts';
import { countInstance } from '../alikafka/count-instance.ts';
import { operation } from '../operation.ts';

/** Groups that an instance may have by the cloud's documentation: twice its topics. */
const groupsPerTopic = 2;

export const getQuotaTip = operation<{ readonly InstanceId: string }>(
  'alikafka',
  'GetQuotaTip',
  async ({ caller, parameters }, services) => {
    const bought = await requireBought(services, caller, parameters.InstanceId);
    const { topicLimit, partitionLimit } = bought.offering;
    const { topics, partitions, groups } = await countInstance(services, caller, bought);
    return {
      QuotaData: {
        TopicQuota: topicLimit,
        TopicUsed: topics,
        TopicLeft: Math.max(0, topicLimit - topics),
        TopicNumOfBuy: topicLimit,
        PartitionQuota: partitionLimit,
        PartitionUsed: partitions,
        PartitionLeft: Math.max(0, partitionLimit - partitions),
        PartitionNumOfBuy: partitionLimit,
        GroupUsed: groups,
        GroupLeft: Math.max(0, groupsPerTopic * topicLimit - groups),
        IsPartitionBuy: 1,
      },
    };
  },
);

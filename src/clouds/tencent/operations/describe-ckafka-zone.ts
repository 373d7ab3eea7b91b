import { accountNumbers } from '../account-numbers.ts';
import { zoneAnswer } from '../ckafka/zone-view.ts';
import { operation } from '../operation.ts';

/** The region's zones, and what can be ordered in them. */
export const describeCkafkaZone = operation<object>(
  'ckafka',
  'DescribeCkafkaZone',
  async ({ caller, region }, { kafkaVersions }) => ({
    Result: zoneAnswer(region, accountNumbers(caller.accountId).appId, kafkaVersions),
  }),
);

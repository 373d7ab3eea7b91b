import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

/** The version of an instance. Others are had by a new instance only. */
export const describeCkafkaVersion = operation<{ readonly InstanceId: string }>(
  'ckafka',
  'DescribeCkafkaVersion',
  async ({ caller, parameters }, { instances }) => {
    const { version } = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    return {
      Result: {
        KafkaVersion: version,
        CurBrokerVersion: version,
        LatestBrokerVersion: [{ KafkaVersion: version, BrokerVersion: version }],
        AllowUpgradeHighVersion: false,
        HighVersionSet: [],
        AllowAutoDeleteTimestamp: false,
        AllowModifyTxnIdExpiration: false,
      },
    };
  },
);

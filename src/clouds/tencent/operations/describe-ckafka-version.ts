import { newerVersions } from '../ckafka/newer-versions.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

/** The version of an instance, and those that UpgradeBrokerVersion can bring it to. */
export const describeCkafkaVersion = operation<{ readonly InstanceId: string }>(
  'ckafka',
  'DescribeCkafkaVersion',
  async ({ caller, parameters }, services) => {
    const { version } = await services.instances.get(caller, checkInstanceId(parameters.InstanceId));
    const newer = newerVersions(version, services);
    return {
      Result: {
        KafkaVersion: version,
        CurBrokerVersion: version,
        LatestBrokerVersion: [{ KafkaVersion: version, BrokerVersion: version }],
        AllowUpgradeHighVersion: newer.length > 0,
        HighVersionSet: newer,
        AllowAutoDeleteTimestamp: false,
        AllowModifyTxnIdExpiration: false,
      },
    };
  },
);

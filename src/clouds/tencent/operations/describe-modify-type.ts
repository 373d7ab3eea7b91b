import { sizeChange } from '../ckafka/size-change.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly BandWidth: number;
  readonly DiskSize: number;
  readonly Partition: number;
}

/** Whether a change of the size needs messages to be moved. It never does here: brokers learn of it as they run. */
export const describeModifyType = operation<Parameters>(
  'ckafka',
  'DescribeModifyType',
  async ({ caller, parameters }, { instances }) => {
    const instance = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    sizeChange(instance, parameters);
    return { Result: { ModifyType: 1, MigrateFlag: false } };
  },
);

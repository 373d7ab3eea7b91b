import { badValue, TencentError } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  /** 1 by moving to other machines, 5 in place. */
  readonly Type: number;
  readonly SourceVersion: string;
  readonly TargetVersion: string;
  readonly DelayTimeStamp?: string;
}

/**
 * Would bring the brokers to a newer patch of their line. They run the newest one from their start on, as DescribeCkafkaVersion
 * says, so that there is none to go to.
 */
export const upgradeBrokerVersion = operation<Parameters>(
  'ckafka',
  'UpgradeBrokerVersion',
  async ({ caller, parameters }, { instances }) => {
    const { Type: type, SourceVersion: source, TargetVersion: target } = parameters;
    const { id, version } = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    if (type !== 1 && type !== 5) throw badValue('Type', type, '1 or 5');
    if (source !== version) throw badValue('SourceVersion', source, `${version}, which runs`);
    if (target !== version) {
      throw badValue('TargetVersion', target, `${version}; other lines are had by a new instance`);
    }
    throw new TencentError('OperationDenied', `The brokers of ${id} run the newest ${version} already.`);
  },
);

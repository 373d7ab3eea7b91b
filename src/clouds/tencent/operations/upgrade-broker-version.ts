import { newerVersions } from '../ckafka/newer-versions.ts';
import { flowResult } from '../ckafka/write-result.ts';
import { badValue, unsupportedOperation } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  /** 1 by moving to other machines, 5 in place: here both are in place. */
  readonly Type: number;
  readonly SourceVersion: string;
  readonly TargetVersion: string;
  readonly DelayTimeStamp?: string;
}

/** Brings the brokers to the newest build of their line, or to a newer version, one after the other. */
export const upgradeBrokerVersion = operation<Parameters>(
  'ckafka',
  'UpgradeBrokerVersion',
  async ({ caller, parameters }, services) => {
    const { Type: type, SourceVersion: source, TargetVersion: target } = parameters;
    const { id, version } = await services.instances.get(caller, checkInstanceId(parameters.InstanceId));
    if (type !== 1 && type !== 5) throw badValue('Type', type, '1 or 5');
    if (source !== version) throw badValue('SourceVersion', source, `${version}, which runs`);
    const possible = [version, ...newerVersions(version, services)];
    if (!possible.includes(target)) {
      throw badValue('TargetVersion', target, `${possible.join(', ')}, as DescribeCkafkaVersion shows`);
    }
    if ((parameters.DelayTimeStamp ?? '') !== '') {
      throw unsupportedOperation('UpgradeBrokerVersion with DelayTimeStamp');
    }
    return flowResult(await services.instances.upgrade(caller, id, target));
  },
);

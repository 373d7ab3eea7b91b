import { requireCluster } from '../alikafka/require-cluster.ts';
import { badValue, unsupported } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly ConsumerId: string;
  readonly Remark?: string;
  readonly Tag?: readonly object[];
}

/** Makes a group before its first consumer comes. */
export const createConsumerGroup = operation<Parameters>(
  'alikafka',
  'CreateConsumerGroup',
  async ({ caller, parameters }, services) => {
    const { ConsumerId: name, Remark: remark = '' } = parameters;
    if (parameters.Tag !== undefined) throw unsupported('Tag of a consumer group');
    if (!/^[A-Za-z0-9._-]{3,64}$/.test(name)) {
      throw badValue('ConsumerId', name, '3 to 64 letters, digits, dots, hyphens and underscores');
    }
    if (Array.from(remark).length > 64) throw badValue('Remark', remark, 'at most 64 characters');
    const { instance } = await requireCluster(services, caller, parameters.InstanceId);
    await services.consumerGroups.create(caller, instance.id, name, remark);
    return {};
  },
);

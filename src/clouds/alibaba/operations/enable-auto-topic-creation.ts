import { requireDeployed } from '../alikafka/bought-instances.ts';
import { checkCount } from '../alikafka/topic-rules.ts';
import { badValue } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Operate?: string;
  /** Of topics that are made by their use, where UpdatePartition is true. */
  readonly PartitionNum?: number;
  readonly UpdatePartition?: boolean;
}

const partitionsAtMost = 200;

/** Whether topics are made by their use, and with how many partitions. */
export const enableAutoTopicCreation = operation<Parameters>(
  'alikafka',
  'EnableAutoTopicCreation',
  async ({ caller, parameters }, services) => {
    const { Operate: operate = 'enable', PartitionNum: partitions, UpdatePartition: update } = parameters;
    if (operate !== 'enable' && operate !== 'disable' && operate !== 'updatePartition') {
      throw badValue('Operate', operate, 'enable, disable or updatePartition');
    }
    const { id } = await requireDeployed(services, caller, parameters.InstanceId);
    const isUpdate = operate === 'updatePartition' || update === true;
    await services.instances.change(caller, id, {
      kind: 'settings',
      ...(operate === 'updatePartition' ? {} : { autoCreateTopics: operate === 'enable' }),
      ...(isUpdate
        ? { topicDefaults: { partitions: checkCount('PartitionNum', partitions, 1, partitionsAtMost) } }
        : {}),
    });
    return {};
  },
);

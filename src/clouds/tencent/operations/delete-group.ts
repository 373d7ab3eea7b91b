import { writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Group: string;
}

export const deleteGroup = operation<Parameters>(
  'ckafka',
  'DeleteGroup',
  async ({ caller, parameters }, { consumerGroups }) => {
    await consumerGroups.delete(caller, checkInstanceId(parameters.InstanceId), parameters.Group);
    return writeResult();
  },
);

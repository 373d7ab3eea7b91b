import { writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Name: string;
}

/** Deletes a user. Access rules that name the user stay, as they do in Kafka. */
export const deleteUser = operation<Parameters>(
  'ckafka',
  'DeleteUser',
  async ({ caller, parameters }, { instanceUsers }) => {
    await instanceUsers.delete(caller, checkInstanceId(parameters.InstanceId), parameters.Name);
    return writeResult();
  },
);

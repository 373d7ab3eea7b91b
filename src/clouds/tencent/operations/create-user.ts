import { checkPassword, checkUserName } from '../ckafka/user-rules.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Name: string;
  readonly Password?: string;
}

/** Makes a user, also where no route asks for a login yet. */
export const createUser = operation<Parameters>(
  'ckafka',
  'CreateUser',
  async ({ caller, parameters }, { instanceUsers }) => {
    const name = checkUserName(parameters.Name);
    const password = checkPassword('Password', parameters.Password ?? '');
    const id = checkInstanceId(parameters.InstanceId);
    await instanceUsers.create(caller, id, { name, password, mayWait: true });
    return writeResult();
  },
);

import { checkPassword } from '../ckafka/user-rules.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Name: string;
  /** The one of now. */
  readonly Password: string;
  readonly PasswordNew: string;
}

export const modifyPassword = operation<Parameters>(
  'ckafka',
  'ModifyPassword',
  async ({ caller, parameters }, { instanceUsers }) => {
    const { Name: name, Password: current } = parameters;
    const password = checkPassword('PasswordNew', parameters.PasswordNew);
    const id = checkInstanceId(parameters.InstanceId);
    await instanceUsers.changePassword(caller, id, name, password, current);
    return writeResult();
  },
);

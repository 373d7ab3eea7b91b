import { requireDeployed } from '../alikafka/bought-instances.ts';
import { checkPassword, checkUserName, checkUserType } from '../alikafka/sasl-user-rules.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Username: string;
  readonly Password: string;
  readonly Type?: string;
  readonly Mechanism?: string;
}

/** Makes a user, or gives one that is there another password: so the Terraform provider changes it. */
export const createSaslUser = operation<Parameters>(
  'alikafka',
  'CreateSaslUser',
  async ({ caller, parameters }, services) => {
    const { instanceUsers, annotations, nowMs } = services;
    const type = checkUserType(parameters.Type, parameters.Mechanism);
    const name = checkUserName(parameters.Username);
    const password = checkPassword(parameters.Password);
    const { id } = await requireDeployed(services, caller, parameters.InstanceId);
    const users = await instanceUsers.list(caller, id);
    if (users.some((user) => user.name === name)) {
      await instanceUsers.changePassword(caller, id, name, password);
    } else {
      await instanceUsers.create(caller, id, { name, password, mayWait: true });
    }
    await annotations.save(id, { kind: 'user', name, description: type, createdAtMs: nowMs() });
    return {};
  },
);

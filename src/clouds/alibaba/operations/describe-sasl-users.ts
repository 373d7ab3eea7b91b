import { requireDeployed } from '../alikafka/bought-instances.ts';
import { operation } from '../operation.ts';

/** Users by name. The cloud shows passwords; we do not, and no client of it needs them. */
export const describeSaslUsers = operation<{ readonly InstanceId: string }>(
  'alikafka',
  'DescribeSaslUsers',
  async ({ caller, parameters }, services) => {
    const { id } = await requireDeployed(services, caller, parameters.InstanceId);
    const types = await services.annotations.list(id, 'user');
    const users = await services.instanceUsers.list(caller, id);
    const views = users.map(({ name }) => {
      const type = types.get(name)?.description ?? 'plain';
      return {
        Username: name,
        Password: '',
        Type: type,
        Mechanism: type === 'scram' ? 'SCRAM-SHA-256' : 'PLAIN',
      };
    });
    return { SaslUserList: { SaslUserVO: views } };
  },
);

import { type AclParameters, aclRules } from '../alikafka/acl-words.ts';
import { configOf } from '../alikafka/instance-config.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { AlibabaError, badValue } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters extends AclParameters {
  readonly InstanceId: string;
}

/** Makes access rules; every broker goes by them at the time of the answer. A rule that is there already stays. */
export const createAcl = operation<Parameters>(
  'alikafka',
  'CreateAcl',
  async ({ caller, parameters }, services) => {
    const rules = aclRules(parameters);
    const { instance, administration } = await requireCluster(services, caller, parameters.InstanceId);
    if (!configOf(instance.spec).acl) {
      throw new AlibabaError(
        'BIZ_INSTANCE_STATUS_ERROR',
        `Instance ${instance.id} has no ACLs: enable.acl is false in its configuration.`,
      );
    }
    const { Username: name } = parameters;
    const users = await services.instanceUsers.list(caller, instance.id);
    if (name !== '*' && !users.some((user) => user.name === name)) {
      throw badValue('Username', name, '* or a user that DescribeSaslUsers shows');
    }
    await administration.acls.create(rules);
    return {};
  },
);

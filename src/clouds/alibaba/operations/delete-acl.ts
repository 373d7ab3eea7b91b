import { type AclParameters, aclRules } from '../alikafka/acl-words.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';

interface Parameters extends AclParameters {
  readonly InstanceId: string;
}

/** Deletes access rules; one that is not there changes nothing. */
export const deleteAcl = operation<Parameters>(
  'alikafka',
  'DeleteAcl',
  async ({ caller, parameters }, services) => {
    const rules = aclRules(parameters);
    const { administration } = await requireCluster(services, caller, parameters.InstanceId);
    for (const rule of rules) await administration.acls.delete(rule);
    return {};
  },
);

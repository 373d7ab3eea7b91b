import { aclFilter, type AclParameters, aclViews } from '../alikafka/acl-words.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';

interface Parameters extends AclParameters {
  readonly InstanceId: string;
}

/** Access rules of a user for a resource, whoever made them. */
export const describeAcls = operation<Parameters>(
  'alikafka',
  'DescribeAcls',
  async ({ caller, parameters }, services) => {
    const filter = aclFilter(parameters);
    const { administration } = await requireCluster(services, caller, parameters.InstanceId);
    return { KafkaAclList: { KafkaAclVO: aclViews(await administration.acls.list(filter)) } };
  },
);

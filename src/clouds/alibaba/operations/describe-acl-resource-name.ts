import { aclResourceNames } from '../alikafka/acl-words.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly AclResourceType: string;
  readonly AclResourcePatternType: string;
}

/** The names that access rules have for resources of a type. */
export const describeAclResourceName = operation<Parameters>(
  'alikafka',
  'DescribeAclResourceName',
  async ({ caller, parameters }, services) => {
    const { administration } = await requireCluster(services, caller, parameters.InstanceId);
    return { Data: { data: aclResourceNames(await administration.acls.list(), parameters) } };
  },
);

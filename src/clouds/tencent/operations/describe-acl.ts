import { aclResourceType, aclView, literalRules } from '../ckafka/acl-words.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

interface Parameters extends PageParameters {
  readonly InstanceId: string;
  readonly ResourceType: number;
  readonly ResourceName?: string;
  /** A part of the host or the principal; Terraform sends the host. */
  readonly SearchWord?: string;
}

/** Access rules, whoever made them. */
export const describeAcl = operation<Parameters>(
  'ckafka',
  'DescribeACL',
  async ({ caller, parameters }, { clusters }) => {
    const { offset, limit } = pageOf(parameters, 50, 50);
    const { ResourceName: name = '', SearchWord: word = '' } = parameters;
    const resourceType = aclResourceType(parameters.ResourceType);
    const { administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const ofType = await administration.acls.list({ ...literalRules, resourceType });
    const found = ofType.filter(
      (rule) =>
        (name === '' || resourceType === 'cluster' || rule.resourceName === name) &&
        (rule.host.includes(word) || rule.principal.includes(word)),
    );
    const page = found.slice(offset, offset + limit);
    return { Result: { TotalCount: found.length, AclList: page.map(aclView) } };
  },
);

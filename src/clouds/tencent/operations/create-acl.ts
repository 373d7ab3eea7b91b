import { requireAclUsers } from '../ckafka/acl-users.ts';
import { type AclParameters, aclResourceNames, aclRules } from '../ckafka/acl-words.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters extends AclParameters {
  readonly InstanceId: string;
  readonly ResourceName?: string;
  /** A JSON array of names. */
  readonly ResourceNameList?: string;
}

/** Makes access rules; every broker goes by them at the time of the answer. A rule that is there already stays. */
export const createAcl = operation<Parameters>(
  'ckafka',
  'CreateAcl',
  async ({ caller, parameters }, services) => {
    const { ResourceType: type, ResourceName: name, ResourceNameList: list } = parameters;
    const rules = aclRules(parameters, aclResourceNames(type, name, list));
    const id = checkInstanceId(parameters.InstanceId);
    const { administration } = await services.clusters.of(caller, id);
    await requireAclUsers(services, caller, id, rules);
    await administration.acls.create(rules);
    return writeResult();
  },
);

import { type AclParameters, aclResourceNames, aclRules } from '../ckafka/acl-words.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { TencentError } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters extends AclParameters {
  readonly InstanceId: string;
  readonly ResourceName: string;
}

export const deleteAcl = operation<Parameters>(
  'ckafka',
  'DeleteAcl',
  async ({ caller, parameters }, { clusters }) => {
    const names = aclResourceNames(parameters.ResourceType, parameters.ResourceName, undefined);
    const rules = aclRules(parameters, names);
    const { administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    let deleted = 0;
    for (const rule of rules) deleted += await administration.acls.delete(rule);
    if (deleted === 0) throw new TencentError('ResourceNotFound', 'There is no such access rule.');
    return writeResult();
  },
);

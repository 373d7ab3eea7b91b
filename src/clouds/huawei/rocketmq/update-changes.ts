import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ClusterChanges } from '../../../domain/instance/cluster-changes.ts';
import type { InstanceChanges } from '../../../domain/instance/instance-changes.ts';
import type { RocketmqInstance } from '../../../domain/instance/instance.ts';
import { badParameter } from '../errors.ts';
import { checkBody } from '../json-body.ts';
import { createBodyRules, createBodySchema } from './create-body.ts';
import { resolvePublicAccess } from './create-rules/public-access.ts';

const changeable = [
  'name',
  'description',
  'security_group_id',
  'enterprise_project_id',
  'enable_acl',
  'enable_publicip',
  'publicip_id',
] as const;

const validator = Compile(Type.Partial(Type.Pick(createBodySchema, changeable)));

/** Of an instance, but not to be changed here: refused, because what is accepted has to mean something. */
const fixed: readonly string[] = Object.keys(createBodySchema.properties).filter(
  (name) => !changeable.some((known) => known === name),
);

export interface AskedUpdate {
  /** What the instance is called and who is let in. */
  readonly changes: InstanceChanges;
  /** What brokers are restarted for, in order. */
  readonly clusterChanges: readonly ClusterChanges[];
}

/** What the body of the update call asks for, in domain words. @throws HuaweiError for the first fault */
export function rocketmqUpdate(given: unknown, { spec }: RocketmqInstance): AskedUpdate {
  const body = checkBody(given, validator, createBodyRules);
  const refused = fixed.find((name) => Object.hasOwn(body, name));
  if (refused !== undefined) {
    const allowed = `absent, this call changes ${changeable.join(', ')} and nothing else`;
    throw badParameter('DMS.00400062', refused, undefined, allowed);
  }
  const { name, description, security_group_id: securityGroupId, enable_acl: acl } = body;
  // Empty is absent, as in the create call.
  const enterpriseProjectId = body.enterprise_project_id || undefined;
  const clusterChanges: ClusterChanges[] = [];
  if (acl !== undefined && acl !== spec.acl) {
    clusterChanges.push({ kind: 'rocketmq', task: 'change-client-access', spec: { acl } });
  }
  const isPublic = spec.publicAccess !== null;
  if (body.enable_publicip !== undefined && body.enable_publicip !== isPublic) {
    const access = resolvePublicAccess(body, spec.brokerCount);
    clusterChanges.push({ kind: 'public-access', access });
  }
  return {
    changes: {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(securityGroupId === undefined ? {} : { securityGroupId }),
      ...(enterpriseProjectId === undefined ? {} : { enterpriseProjectId }),
    },
    clusterChanges,
  };
}

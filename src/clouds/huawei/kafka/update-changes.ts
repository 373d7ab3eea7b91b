import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { InstanceChanges } from '../../../domain/instance/instance-changes.ts';
import { badParameter } from '../errors.ts';
import { checkBody } from '../json-body.ts';
import { createBodyRules, createBodySchema } from './create-body.ts';
import { resolveMaintenanceWindow } from '../instances/maintenance-window.ts';
import { atCapacityOf } from './create-rules/retention-policy.ts';

const changeable = [
  'name',
  'description',
  'maintain_begin',
  'maintain_end',
  'security_group_id',
  'retention_policy',
  'enterprise_project_id',
] as const;

/** The update call's parameters are the create call's, with the same rules, and all of them may be left out. */
const validator = Compile(Type.Partial(Type.Pick(createBodySchema, changeable)));

/** Of an instance, but not to be changed here: refused, because what is accepted has to mean something. */
const fixed: readonly string[] = [
  ...Object.keys(createBodySchema.properties).filter((name) => !changeable.some((known) => known === name)),
  'enable_acl',
];

/**
 * What the body of the update call asks for, in domain words.
 * @throws HuaweiError for the first fault
 */
export function updateChanges(given: unknown): InstanceChanges {
  const body = checkBody(given, validator, createBodyRules);
  const refused = fixed.find((name) => Object.hasOwn(body, name));
  if (refused !== undefined) {
    const allowed = `absent, this call changes ${changeable.join(', ')} and nothing else`;
    throw badParameter('DMS.00400062', refused, undefined, allowed);
  }
  const { name, description, security_group_id: securityGroupId, retention_policy: policy } = body;
  const maintenanceWindow = resolveMaintenanceWindow(body);
  // Empty is absent, as in the create call.
  const enterpriseProjectId = body.enterprise_project_id || undefined;
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(securityGroupId === undefined ? {} : { securityGroupId }),
    ...(policy === undefined ? {} : { atCapacity: atCapacityOf(policy) }),
    ...(maintenanceWindow === null ? {} : { maintenanceWindow }),
    ...(enterpriseProjectId === undefined ? {} : { enterpriseProjectId }),
  };
}

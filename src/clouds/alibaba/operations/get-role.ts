import { badParameter } from '../errors.ts';
import { operation } from '../operation.ts';
import { roleView } from '../ram/role-view.ts';

/** A role that a service has made for itself. */
export const getRole = operation<{ readonly RoleName: string }>(
  'ram',
  'GetRole',
  async ({ caller, parameters: { RoleName: name } }, { serviceRoles }) => {
    const role = (await serviceRoles.list(caller.projectId)).find((one) => one.name === name);
    if (role !== undefined) return { Role: roleView(role, caller) };
    throw badParameter('EntityNotExist.Role', 'RoleName', name, 'the name of a role that ListRoles shows');
  },
);

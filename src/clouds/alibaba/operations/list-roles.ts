import { operation } from '../operation.ts';
import { roleView } from '../ram/role-view.ts';

/** Those that services have made for themselves; there are so few that they are on one page. */
export const listRoles = operation('ram', 'ListRoles', async ({ caller }, { serviceRoles }) => {
  const roles = await serviceRoles.list(caller.projectId);
  return { IsTruncated: false, Roles: { Role: roles.map((role) => roleView(role, caller)) } };
});

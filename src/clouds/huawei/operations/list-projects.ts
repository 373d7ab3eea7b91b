import { linksTo, projectView } from '../iam/identity-views.ts';
import type { Operation } from '../operation.ts';

/**
 * The projects of the caller's account. SDKs and Terraform ask with the region as `name` and take the one that comes
 * back for theirs.
 */
export const listProjects: Operation = {
  name: 'KeystoneListProjects',
  method: 'GET',
  paths: ['/v3/projects'],
  body: 'none',
  access: 'account',
  async run({ caller, query, origin }, { identity }) {
    const [name, accountId] = [query.get('name') || undefined, query.get('domain_id') || undefined];
    const projects = await identity.listProjects(caller.accountId);
    const found = projects.filter(
      (project) =>
        (name === undefined || project.name === name) &&
        (accountId === undefined || project.accountId === accountId),
    );
    const views = found.map((project) => projectView(project, origin));
    return { status: 200, body: { projects: views, links: linksTo(`${origin}/v3/projects`) } };
  },
};

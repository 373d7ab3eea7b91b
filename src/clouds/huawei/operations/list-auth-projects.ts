import type { Operation } from '../operation.ts';
import { listProjects } from './list-projects.ts';

/** The projects that the caller may log in to: all of its account. */
export const listAuthProjects: Operation = {
  ...listProjects,
  name: 'KeystoneListAuthProjects',
  paths: ['/v3/auth/projects'],
};

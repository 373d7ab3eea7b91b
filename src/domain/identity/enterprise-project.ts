import { DomainError } from '../errors.ts';

/** A heading under which an account keeps its books. It separates nothing: who may do what is decided by projects. */
export interface EnterpriseProject {
  readonly id: string;
  readonly name: string;
}

/** Every account has this one. */
export const defaultEnterpriseProject: EnterpriseProject = { id: '0', name: 'default' };

export interface EnterpriseProjects {
  /** The default one first. */
  readonly all: readonly EnterpriseProject[];
  /** @throws DomainError enterprise-project-not-found */
  require(id: string): void;
}

/** The default enterprise project and those that the operator has registered. */
export function createEnterpriseProjects(registered: readonly EnterpriseProject[]): EnterpriseProjects {
  const all = [
    defaultEnterpriseProject,
    ...registered.filter((project) => project.id !== defaultEnterpriseProject.id),
  ];
  const ids = new Set(all.map((project) => project.id));
  return {
    all,
    require(id) {
      if (ids.has(id)) return;
      throw new DomainError(
        'enterprise-project-not-found',
        `Enterprise project ${id} does not exist; registered: ${[...ids].join(', ')}.`,
        'enterpriseProjectId',
      );
    },
  };
}

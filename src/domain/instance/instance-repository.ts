import type { EngineName, Instance } from './instance.ts';
import type { InstanceStatus } from './lifecycle.ts';

/** What an owner may ask of the list of instances; a field that is left out does not restrict it. */
export interface InstanceFilter {
  readonly engine?: EngineName;
  readonly id?: string;
  readonly name?: { readonly text: string; readonly match: 'exact' | 'part' };
  readonly statuses?: readonly InstanceStatus[];
  readonly enterpriseProjectId?: string;
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** Instances as their owners see them. What the reconciler writes is in `work-queue.ts`. */
export interface InstanceRepository {
  /**
   * Keeps a new instance and makes it due for the reconciler at once.
   * @throws DomainError instance-name-taken where `nameIsUnique` and the project has a live instance of that name
   */
  insert(instance: Instance, nameIsUnique: boolean): Promise<void>;
  find(projectId: string, id: string): Promise<Instance | null>;
  /** Newest first. `total` counts all that match, not only the page. */
  list(
    projectId: string,
    filter: InstanceFilter,
    page: Page,
  ): Promise<{ instances: readonly Instance[]; total: number }>;
  /** Sets the status, makes the instance due and raises its generation, so that a worker notices. Deleting frees the name. */
  request(id: string, status: InstanceStatus, atMs: number): Promise<void>;
}

import type { CloudName, EngineName, Instance } from './instance.ts';
import type { InstanceStatus } from './lifecycle.ts';

/** What an owner may ask of the list of instances; a field that is left out does not restrict it. */
export interface InstanceFilter {
  /** Where they were ordered. */
  readonly cloud?: CloudName;
  readonly engine?: EngineName;
  readonly id?: string;
  readonly name?: { readonly text: string; readonly match: 'exact' | 'part' };
  readonly statuses?: readonly InstanceStatus[];
  readonly enterpriseProjectId?: string;
  /** Instances that failed before they ever ran: left out, or nothing but those. */
  readonly failedCreations?: 'hidden' | 'only';
}

/** What of a network instances may be placed in. */
export type PlaceFilter = { readonly subnetId: string } | { readonly securityGroupId: string };

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** Instances of all projects, for the operator of the server. */
export interface InstanceOverview {
  /** Oldest first. */
  all(): Promise<readonly Instance[]>;
  find(id: string): Promise<Instance | null>;
}

/** Instances as their owners see them. What the reconciler writes is in `work-queue.ts`. */
export interface InstanceRepository {
  /**
   * Keeps a new instance and makes it due for the reconciler at once.
   * @throws DomainError instance-name-taken where `nameIsUnique` and the project has a live instance of that name
   */
  insert(instance: Instance, nameIsUnique: boolean): Promise<void>;
  find(projectId: string, id: string): Promise<Instance | null>;
  /** Some of the instances, at most `limit`, that are placed there, also while they are being deleted. */
  placedIn(
    projectId: string,
    place: PlaceFilter,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Newest first. `total` counts all that match, not only the page. */
  list(
    projectId: string,
    filter: InstanceFilter,
    page: Page,
  ): Promise<{ instances: readonly Instance[]; total: number }>;
  /** How many instances of the project count towards its quota: all but those that are being deleted. */
  count(projectId: string): Promise<number>;
  /**
   * Keeps what an owner changed: name, description, offering and spec. With `dueAtMs` brokers must learn of it, so that the
   * instance becomes due and its generation rises; null leaves the reconciler alone.
   * A name that was unique stays so.
   * @throws DomainError instance-name-taken where it is and another live instance of the project has that name
   */
  update(instance: Instance, dueAtMs: number | null): Promise<void>;
  /** Sets the status, makes the instance due and raises its generation, so that a worker notices. Deleting frees the name. */
  request(id: string, status: InstanceStatus, atMs: number): Promise<void>;
}

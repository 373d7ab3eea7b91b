import type { Snapshot } from '../../../domain/administration/snapshot.ts';
import type { ClusterMetadata } from './cluster-metadata.ts';
import type { ClusterLink } from './wire/cluster-link.ts';
import type { ZooKeeperLink } from './zookeeper-link.ts';

/** What all parts of one cluster's administration share. */
export interface AdminContext {
  readonly link: ClusterLink;
  /** Null for a cluster without ZooKeeper. */
  readonly zooKeeper: ZooKeeperLink | null;
  readonly metadata: Snapshot<ClusterMetadata>;
  /** A copy of what `read` reads, not older than a second; kept fresh while it is read, or read only when asked. It ends with the connections. */
  snapshot<T>(read: () => Promise<T>, options?: { readonly keptFresh: boolean }): Snapshot<T>;
  /** Where a broker keeps its messages, for versions whose protocol does not tell their size; null where it is not known. */
  readonly logDirectory: ((brokerId: number) => string) | null;
}

/** @throws Error where a version that needs ZooKeeper has none: a defect of the version's row */
export function zooKeeperOf({ zooKeeper }: AdminContext): ZooKeeperLink {
  if (zooKeeper === null) throw new Error('This cluster has no ZooKeeper, and its brokers lack the request.');
  return zooKeeper;
}

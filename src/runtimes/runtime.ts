/**
 * Where clusters run. A runtime knows members (processes with files), not engines and not clouds.
 * The process runtime keeps them as detached local processes.
 */
export interface Runtime {
  /**
   * Reserves an address of its own for each member, for as long as the instance exists. Idempotent: a second call
   * with the same members answers the same addresses. `ports` are probed on each address before it is given out.
   */
  reserveAddresses(
    instanceId: string,
    members: readonly string[],
    ports: readonly number[],
  ): Promise<ReadonlyMap<string, string>>;
  /**
   * Reserves a port of its own of `::1` for each of these names, for as long as the instance exists. Idempotent as
   * `reserveAddresses`. Rejects where the machine has no `::1`.
   */
  reserveIpv6Ports(instanceId: string, names: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Writes the member's files and starts its process unless it runs already or is held back after a crash. */
  start(instanceId: string, member: MemberSpec): Promise<StartOutcome>;
  /**
   * Replaces files of a member, each at once by a rename, without a restart: for what a running process looks at again. A file
   * that has this content already stays untouched. Throws for a member that was never started.
   */
  writeFiles(instanceId: string, memberName: string, files: readonly MemberFile[]): Promise<void>;
  /** All files below a folder of a member's directory, as they are now; none where there is no such folder. */
  listFiles(instanceId: string, memberName: string, folder: string): Promise<readonly FoundFile[]>;
  /** What the members of an instance are doing now; a member that was never started is missing. */
  observe(instanceId: string): Promise<ReadonlyMap<string, MemberObservation>>;
  /** Stops one member (SIGTERM, then SIGKILL after its grace period) and waits until it is gone. */
  stop(instanceId: string, memberName: string): Promise<void>;
  /** Stops all members of the instance, deletes its directory and gives its addresses back. Idempotent. */
  remove(instanceId: string): Promise<void>;
  /** The last lines that a member wrote, for error messages; empty when there are none. */
  logTail(instanceId: string, memberName: string, lines: number): Promise<string>;
  /**
   * Called once at boot, before any other call: finds members that outlived the previous control plane, adopts those
   * of `instanceIds` and ends the others.
   */
  adopt(instanceIds: ReadonlySet<string>): Promise<AdoptionReport>;
  /** Registers the one listener that hears of each member that ended without being asked to. */
  onExit(listener: (exit: MemberExit) => void): void;
  /** Ends watching. With `stop` all members are stopped first, dependants before what they depend on; with `keep` they go on. */
  close(members: 'stop' | 'keep'): Promise<void>;
}

/** One process of a cluster. Paths are relative to the member's directory, which is its working directory. */
export interface MemberSpec {
  /** Unique in the instance: `zookeeper-1`, `broker-2`. */
  readonly name: string;
  readonly files: readonly MemberFile[];
  /** Left out where all that the member keeps is in its directory. */
  readonly folderElsewhere?: FolderElsewhere;
  readonly executable: string;
  /** Must not hold secrets: any user of the machine can read a command line. */
  readonly arguments: readonly string[];
  /**
   * What the process takes at its start only and its owner may change, by name. It is kept while the process runs, so that
   * one that was started with another value is known.
   */
  readonly startSettings?: Readonly<Record<string, string>>;
  /** Milliseconds that the process may take to end by itself after SIGTERM. */
  readonly stopGraceMs: number;
  /** Members stop in descending order: brokers (2) before the ZooKeeper nodes (1) that they need to stop cleanly. */
  readonly stopOrder: number;
  /** Milliseconds before a member that crashed is started again the first time; doubles up to a minute while it keeps crashing. */
  readonly restartDelayMs: number;
}

/**
 * A folder of a member's directory that is kept elsewhere, on another disk perhaps: chosen at the first start for as long as
 * the member exists, and deleted with it.
 */
export interface FolderElsewhere {
  /** Its name in the member's directory. */
  readonly folder: string;
  /** `<a directory that exists>/<instance>/<member>`, absolute. */
  readonly path: string;
}

export interface MemberFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Written where it is missing only: for what the process changes itself from then on. */
  readonly once?: true;
}

/** A file that a member has made. */
export interface FoundFile {
  /** Below the folder that was looked through. */
  readonly path: string;
  /** What it takes of the disk, and not more than it holds: files with reserved room are larger than that. */
  readonly bytes: number;
  readonly modifiedAtMs: number;
}

export type StartOutcome =
  | { readonly kind: 'already-running' }
  | { readonly kind: 'started' }
  /** Held back: the member crashed and its restart delay has not passed. */
  | { readonly kind: 'held-back'; readonly untilMs: number; readonly lastExit: MemberExit };

export interface MemberObservation {
  readonly state: 'running' | 'exited';
  /** Process id while running, otherwise null. */
  readonly pid: number | null;
  readonly startedAtMs: number;
  /** How often the member crashed since it last stayed up for ten minutes. */
  readonly crashes: number;
  /** Those of its last start; empty where it had none or they are not known. */
  readonly startSettings: Readonly<Record<string, string>>;
}

export interface MemberExit {
  readonly instanceId: string;
  readonly memberName: string;
  readonly atMs: number;
  /** Exit code or signal name; null for an adopted process, whose end we only notice. */
  readonly cause: string | null;
}

export interface AdoptionReport {
  readonly adopted: number;
  readonly ended: number;
}

import type { Endpoint, Instance, VersionChange } from '../domain/instance/instance.ts';
import type { ClusterUser } from '../engines/engine.ts';
import type { InstanceEvent, InstanceStatus } from '../domain/instance/lifecycle.ts';

/** The right to work on one instance until `leaseUntilMs`, unless another worker claims it after that. */
export interface Claim {
  readonly instance: Instance;
  readonly owner: string;
  /** Each write names it; a write with an older token than the store's is refused. */
  readonly fencingToken: number;
  /** What the owner of the instance had asked for when it was claimed. */
  readonly generation: number;
  /** Attempts in a row that failed before this one. */
  readonly failedAttempts: number;
  /** The task that this work belongs to, or null for work that nobody asked for (a broker died). */
  readonly taskId: string | null;
  /** When the owner asked for a restart that is not done yet (epoch ms), or null: members started before are to be restarted. */
  readonly restartRequestedAtMs: number | null;
}

/** The instance belongs to another worker by now; whatever this one still wants to write is void. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';

  constructor(instanceId: string) {
    super(`The lease on instance ${instanceId} is lost: another worker has claimed it, or it is gone.`);
  }
}

/** Those who shall be able to log in to an instance's brokers, and the names of those who shall no longer. */
export interface WantedUsers {
  readonly users: readonly ClusterUser[];
  readonly removed: readonly string[];
}

/** The instances that need work, and what workers write about them. Every method that takes a claim throws LeaseLostError. */
export interface WorkQueue {
  /** Claims at most `limit` instances that are due and not leased, the longest due first. */
  claim(owner: string, nowMs: number, leaseMs: number, limit: number): Promise<readonly Claim[]>;
  /** When the next instance is due that nobody works on: epoch ms, or null. Reads only what is due. */
  nextDueAtMs(nowMs: number): Promise<number | null>;
  /** Prolongs the lease; LeaseLostError too where it was released. Answers the instance's present generation: another than the claim's means that the owner wants something else. */
  extend(claim: Claim, leaseUntilMs: number): Promise<number>;
  /** Ends the lease; the instance is due again at `dueAtMs` (null: not before something happens), or at once if its generation rose. */
  release(
    claim: Claim,
    dueAtMs: number | null,
    outcome: 'succeeded' | 'failed' | 'interrupted',
  ): Promise<void>;
  /** Makes the instance due at `atMs` or earlier. An unknown id changes nothing. */
  wake(instanceId: string, atMs: number): Promise<void>;

  saveEndpoints(claim: Claim, endpoints: readonly Endpoint[]): Promise<void>;
  readSecrets(claim: Claim): Promise<ReadonlyMap<string, string>>;
  saveSecrets(claim: Claim, secrets: ReadonlyMap<string, string>): Promise<void>;
  readUsers(claim: Claim): Promise<WantedUsers>;
  /** The brokers know these users no longer. One whom the owner has made anew meanwhile stays. */
  forgetRemovedUsers(claim: Claim, names: readonly string[]): Promise<void>;

  /** Nobody listens any more at public addresses that the instance had before: they are free. */
  freePublicAddresses(claim: Claim): Promise<void>;

  /** The instance's change to another version has come so far; null where it is over. */
  saveVersionChange(claim: Claim, change: VersionChange | null): Promise<void>;

  /** Writes the start of a step into the journal, which keeps the newest entries; answers the entry's number for `endStep`. */
  beginStep(claim: Claim, step: string, nowMs: number): Promise<number>;
  endStep(claim: Claim, entry: number, nowMs: number, failure: string | null): Promise<void>;
  /**
   * Tells what happened: moves the instance's status where the lifecycle allows it, and its tasks' with it. Changes nothing
   * where the owner has asked for something else since the claim.
   */
  report(claim: Claim, event: InstanceEvent, reason: string | null, nowMs: number): Promise<void>;
  /** Tells the owner something about the work that goes on, in the tasks that it belongs to. */
  note(claim: Claim, text: string, nowMs: number): Promise<void>;
  /** Forgets an instance that is gone, with its secrets, tasks and journal. */
  forget(claim: Claim): Promise<void>;

  /** At boot, when no other worker can exist: ends leases that a killed control plane left behind. */
  endAllLeases(): Promise<void>;
  /** Ids of all instances. */
  instanceIds(): Promise<ReadonlySet<string>>;
  /** The instances of one status, read in batches. */
  instancesOf(status: InstanceStatus): AsyncIterable<Instance>;
}

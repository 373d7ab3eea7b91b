import type { StorageUse } from '../domain/limits/storage.ts';
import type { TopicUse } from '../domain/limits/topic-use.ts';
import type { LimitsOf } from '../domain/limits/instance-limits.ts';
import type {
  Endpoint,
  EngineName,
  Instance,
  SaslMechanism,
  VersionChange,
} from '../domain/instance/instance.ts';
import type { FoundFile, MemberFile, MemberSpec } from '../runtimes/runtime.ts';

/** What a cluster of one message engine is: its members, their configuration, the order in which they start. No spawning, no HTTP. */
export interface Engine<Own extends Instance = Instance> {
  /** The members of this instance and the ports that each needs on its address. Pure. */
  layout(instance: Own): ClusterLayout;
  /** Makes sure that everything needed to run this version is on this machine: jars and a Java. Throws an EngineUnavailableError otherwise. */
  install(
    version: string,
    signal: AbortSignal,
    onProgress?: (progress: InstallProgress) => void,
  ): Promise<void>;
  /** Makes the secrets that an instance needs once: internal passwords, its CA, certificates. Kept sealed in the store. */
  createSecrets(instance: Own, addresses: ReadonlyMap<string, string>): Promise<ClusterSecrets>;
  /**
   * Secrets that must be replaced by now, such as certificates that end soon: only those, and most of the time none.
   * @param mayRestart false leaves those that running members take by a restart only, as long as they can wait
   */
  renewSecrets(
    instance: Own,
    addresses: ReadonlyMap<string, string>,
    secrets: ClusterSecrets,
    mayRestart: boolean,
  ): Promise<ClusterSecrets>;
  /** When `renewSecrets` will have something to do (epoch ms); null for never. */
  renewalMs(instance: Own, secrets: ClusterSecrets): number | null;
  /** The files by which running members of an instance with endpoints learn of its limits. Pure. */
  limitFiles(instance: Own, limits: LimitsOf<Own>): ReadonlyMap<string, readonly MemberFile[]>;
  /** In which folder of their directories members keep clients' data, by member name. Pure. */
  dataFolders(instance: Own): ReadonlyMap<string, string>;
  /** How many topics clients have, and partitions of them. Pure. */
  topicUse(files: Iterable<readonly FoundFile[]>): TopicUse;
  /** What files in these folders add up to. Pure. */
  storageUse(files: Iterable<readonly FoundFile[]>): StorageUse;
  /**
   * Has the oldest of clients' data deleted, so that at least `bytes` of the files go within seconds. Call it again while there
   * is too much.
   * @param files of each member's data folder
   * @throws Error where no member answers
   */
  deleteOldest(
    cluster: Cluster<Own>,
    files: ReadonlyMap<string, readonly FoundFile[]>,
    bytes: number,
    signal: AbortSignal,
  ): Promise<DeletionOutcome>;
  /**
   * Takes back what `deleteOldest` has set for as long as there was too much, and nothing where it set nothing. To be called once
   * there is not, also by a control plane that was started since.
   */
  endDeletion(cluster: Cluster<Own>, signal: AbortSignal): Promise<void>;
  /**
   * What a change to another version has come to once the plan of its present stage is done; null where it is over. Left out by an
   * engine that cannot change versions. Pure.
   */
  readonly nextStage?: (change: VersionChange) => VersionChange | null;
  /** The steps that bring the cluster up, in order, each idempotent. */
  plan(cluster: Cluster<Own>): Promise<readonly PlanStep[]>;
}

/** Each is handed instances of its own engine only, which `engineOf` sees to. An engine may be missing. */
export type Engines<Part extends keyof Engine = keyof Engine> = Readonly<
  Partial<Record<EngineName, Pick<Engine, Part>>>
>;

/** @throws EngineUnavailableError */
export function engineOf<Part extends keyof Engine>(
  engines: Engines<Part>,
  { engine: name }: Pick<Instance, 'engine'>,
): Pick<Engine, Part> {
  const engine = engines[name];
  if (engine === undefined) throw new EngineUnavailableError(`Instances of ${name} cannot run here yet.`);
  return engine;
}

/** `nothing-left`: there is nothing that may be deleted. */
export type DeletionOutcome = 'under-way' | 'nothing-left';

/** How much of what has to be fetched is here. */
export interface InstallProgress {
  readonly jarsDone: number;
  readonly jarsTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export interface ClusterLayout {
  readonly members: readonly string[];
  readonly ports: readonly number[];
  /** Names for which ports of `::1` are needed too: none unless clients come by IPv6. */
  readonly ipv6Listeners: readonly string[];
  /** Where clients and the control plane connect, once the members have addresses, and the IPv6 listeners ports. */
  endpoints(
    addresses: ReadonlyMap<string, string>,
    ipv6Ports?: ReadonlyMap<string, number>,
  ): readonly Endpoint[];
}

/** Named secrets of one instance (`internal-password`, `ca.pem`, …): plain text here, sealed in the store. */
export type ClusterSecrets = ReadonlyMap<string, string>;

/** Everything a plan needs to know about one instance. */
export interface Cluster<Own extends Instance = Instance> {
  readonly instance: Own;
  readonly addresses: ReadonlyMap<string, string>;
  /** Of `::1`, by the names of the layout; left out where clients do not come by IPv6. */
  readonly ipv6Ports?: ReadonlyMap<string, number>;
  readonly secrets: ClusterSecrets;
  /** Those who shall be able to log in, and the names of those who shall no longer. */
  readonly users: readonly ClusterUser[];
  readonly removedUsers: readonly string[];
  /** Left out where clients may do anything, as in a cluster without an owner. */
  readonly limits?: LimitsOf<Own>;
}

/** Somebody who logs in to the brokers, by each of the mechanisms with the same password. */
export interface ClusterUser {
  readonly name: string;
  readonly password: string;
  readonly mechanisms: readonly SaslMechanism[];
}

export type PlanStep = MembersStep | FilesStep | ActionStep;

/** Start these members; the step is done when each is ready. */
export interface MembersStep {
  readonly kind: 'members';
  /** In lower camel case, a verb first: `startBrokers`. It stands in the journal. */
  readonly name: string;
  readonly members: readonly MemberSpec[];
  /** No JVMs: their starts take so little that they wait for none of those. */
  readonly isLight?: true;
  /** Resolves once the member serves; rejects when `signal` aborts. */
  awaitReady(memberName: string, signal: AbortSignal): Promise<void>;
  /** How these members are restarted where an owner asks for it; null for members that a restart leaves alone. */
  readonly restart: RestartRule | null;
}

/** Members are restarted one at a time, each once the cluster can do without it. */
export interface RestartRule {
  /** Whether a running member was started with what it cannot change while it runs, and shall not go on with. */
  isOutdated(memberName: string, signal: AbortSignal): Promise<boolean>;
  /** What will come of restarting these members: asked once, before the first. Takes seconds at most. */
  foresee(memberNames: readonly string[], signal: AbortSignal): Promise<RestartForecast>;
  /** Resolves once the member may stop without clients losing what it holds; rejects when `signal` aborts, with what is lacking. */
  awaitDispensable(memberName: string, signal: AbortSignal): Promise<void>;
}

export interface RestartForecast {
  /** The members in the order in which they are restarted best. */
  readonly order: readonly string[];
  /** What clients will have to do without for a while, in a sentence for the owner; null for nothing. */
  readonly pauses: string | null;
}

/** Replace files of members that were started before, which look at them again by themselves while they run. */
export interface FilesStep {
  readonly kind: 'files';
  readonly name: string;
  /** By member name. */
  readonly files: ReadonlyMap<string, readonly MemberFile[]>;
}

/** Do something to a running cluster. */
export interface ActionStep {
  readonly kind: 'action';
  readonly name: string;
  run(signal: AbortSignal): Promise<void>;
}

/** The engine cannot run here, and the message says what is missing and what to do. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
}

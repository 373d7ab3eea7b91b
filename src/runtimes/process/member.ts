import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { MemberExit, MemberFile, MemberObservation, MemberSpec, StartOutcome } from '../runtime.ts';
import type { ExitWatch, Watched } from './exit-watch.ts';
import { checkFolderElsewhere } from './folder-elsewhere.ts';
import { checkFiles, prepareDirectory, removeMade, replaceFiles, specDigest } from './member-directory.ts';
import { formatMarker, markerVariable } from './member-marker.ts';
import { writeRecord, type MemberRecord } from './member-record.ts';
import { isAlive, pidExists, readProcess, sendSignal, type ProcessIdentity } from './process-identity.ts';
import type { Log } from '../../system/log.ts';
import { checkExecutable, spawnMember } from './spawn-member.ts';

const stableAfterMs = 10 * 60 * 1000;
const longestRestartDelayMs = 60_000;
/** How soon the end of an adopted process is noticed while somebody waits for it. */
const stopLookMs = 20;
/** A process that outlives SIGKILL for so long waits inside the kernel, for a disk that does not answer. */
const killPatienceMs = 10_000;

/** What all members of one runtime share. */
export interface MemberContext {
  /** Real path. */
  readonly dataDir: string;
  readonly bootId: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly watch: ExitWatch;
  readonly nowMs: () => number;
  readonly log: Log;
  /** True once the runtime is closed: another one may own the members now. */
  readonly closed: () => boolean;
  readonly onCrash: (exit: MemberExit) => void;
}

interface Running {
  readonly identity: ProcessIdentity;
  /** Null when an earlier control plane started it. */
  readonly watched: Watched | null;
  readonly ended: Promise<void>;
  readonly resolveEnded: () => void;
}

/** One member: its record and, while it runs, its process. One start or stop at a time. */
export class Member {
  readonly instanceId: string;
  readonly name: string;
  readonly #directory: string;
  readonly #context: MemberContext;
  #record: MemberRecord;
  #running: Running | null = null;
  #stopping = false;
  /** Known from the moment that a start is asked for, so that a stop of many that comes next takes it in its turn. */
  #stopRules: Pick<MemberRecord, 'stopOrder' | 'stopGraceMs'>;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    instanceId: string,
    name: string,
    directory: string,
    record: MemberRecord,
    context: MemberContext,
  ) {
    this.instanceId = instanceId;
    this.name = name;
    this.#directory = directory;
    this.#record = record;
    this.#stopRules = { stopOrder: record.stopOrder, stopGraceMs: record.stopGraceMs };
    this.#context = context;
  }

  get stopOrder(): number {
    return this.#stopRules.stopOrder;
  }

  /** Takes charge of a process that an earlier control plane started. */
  adopt(identity: ProcessIdentity, startedAtMs: number): void {
    const watched: Watched = { identity, onGone: () => this.#ended(null) };
    this.#running = { identity, watched, ...promiseOfEnd() };
    this.#context.watch.add(watched);
    const recorded = this.#record.process;
    if (recorded?.pid === identity.pid && recorded.startTicks === identity.startTicks) return;
    this.#save({ ...this.#record, process: identity, startedAtMs });
  }

  /** The recorded process ended while no control plane ran: a crash, unless the machine went down with it. */
  noteEndWhileAway(): void {
    const { process: recorded, crashes } = this.#record;
    if (recorded === null) return;
    const sameBoot = recorded.bootId === this.#context.bootId;
    this.#save({
      ...this.#record,
      process: null,
      crashes: sameBoot ? crashes + 1 : crashes,
      lastExit: sameBoot ? { atMs: this.#context.nowMs(), cause: null } : this.#record.lastExit,
    });
  }

  /** Null for a member that never ran. */
  observe(): MemberObservation | null {
    this.#lookCheaply();
    const { startedAtMs, crashes, startSettings } = this.#record;
    const pid = this.#running?.identity.pid ?? null;
    if (pid === null) {
      return startedAtMs === 0 ? null : { state: 'exited', pid, startedAtMs, crashes, startSettings };
    }
    const stable = this.#context.nowMs() - startedAtMs >= stableAfterMs;
    return { state: 'running', pid, startedAtMs, crashes: stable ? 0 : crashes, startSettings };
  }

  /** `assertAllowed` throws when the member must not be started any more; it is asked again right before the spawn. */
  start(spec: MemberSpec, assertAllowed: () => void): Promise<StartOutcome> {
    const { stopOrder, stopGraceMs } = spec;
    this.#stopRules = { stopOrder, stopGraceMs };
    return this.#exclusively(async () => {
      assertAllowed();
      if (this.#running !== null) this.#lookClosely(this.#running);
      if (this.#running !== null) {
        if (stopOrder !== this.#record.stopOrder || stopGraceMs !== this.#record.stopGraceMs) {
          this.#save({ ...this.#record, stopOrder, stopGraceMs });
        }
        return { kind: 'already-running' };
      }
      const held = this.#heldBack(spec.restartDelayMs);
      if (held !== null) return held;

      checkFiles(spec.files);
      if (spec.folderElsewhere !== undefined) {
        checkFolderElsewhere(spec.folderElsewhere, this.instanceId, this.name);
      }
      await checkExecutable(spec.executable);
      const isNew = !existsSync(this.#directory);
      await prepareDirectory(this.#directory, spec.files, spec.folderElsewhere, this.#record.startedAtMs > 0);
      try {
        // Before the spawn: a full disk is found while nothing runs, and an unrecorded process can be stopped in its turn.
        const startSettings = spec.startSettings ?? {};
        this.#write({
          ...this.#record,
          specDigest: specDigest(spec),
          executable: spec.executable,
          startSettings,
          stopOrder,
          stopGraceMs,
        });
        assertAllowed();
        await this.#spawn(spec);
      } catch (error) {
        if (isNew) await removeMade(this.#directory);
        throw error;
      }
      return { kind: 'started' };
    });
  }

  /** `assertAllowed` throws when the member is being removed. Waits for a start or stop that is under way. */
  writeFiles(files: readonly MemberFile[], assertAllowed: () => void): Promise<void> {
    return this.#exclusively(async () => {
      assertAllowed();
      checkFiles(files);
      await replaceFiles(this.#directory, files);
    });
  }

  /** Ends the process and waits until it is gone; nothing to do when none runs. Throws when even SIGKILL does not end it. */
  stop(): Promise<void> {
    return this.#exclusively(async () => {
      const running = this.#running;
      if (running === null) return;
      this.#lookClosely(running);
      if (this.#running === null) return;
      const { pid } = running.identity;
      this.#stopping = true;
      try {
        sendSignal(pid, 'SIGTERM', 'process');
        if (await this.#endsWithin(running, this.#stopRules.stopGraceMs)) return;
        const fields = { instanceId: this.instanceId, member: this.name, pid };
        this.#context.log.warn(fields, 'a member did not end within its grace period and is killed');
        sendSignal(pid, 'SIGKILL', 'group');
        if (await this.#endsWithin(running, killPatienceMs)) return;
        throw new Error(
          `Process ${pid} (${this.name} of instance ${this.instanceId}) did not end within ${killPatienceMs} ms of SIGKILL. ` +
            'It waits inside the kernel, most likely for a disk that does not answer.',
        );
      } finally {
        this.#stopping = false;
      }
    });
  }

  async #spawn(spec: MemberSpec): Promise<void> {
    const { dataDir, bootId, environment, nowMs } = this.#context;
    const marker = formatMarker({ dataDir, instanceId: this.instanceId, memberName: this.name });
    const marked = { ...environment, [markerVariable]: marker };
    const { child, pid } = await spawnMember(this.#directory, spec.executable, spec.arguments, marked);
    // Nothing has come from the event loop since the spawn: a child that ended already is not collected yet, its exit not told.
    const identity = readProcess(pid, bootId)?.identity ?? { pid, startTicks: -1, bootId };
    try {
      this.#write({ ...this.#record, process: identity, startedAtMs: nowMs() });
    } catch (error) {
      await endUnrecorded(child, error);
    }
    this.#running = { identity, watched: null, ...promiseOfEnd() };
    child.once('exit', (code, signal) => this.#ended(signal ?? String(code)));
    const { executable } = spec;
    this.#context.log.info(
      { instanceId: this.instanceId, member: this.name, pid, executable },
      'a member is started',
    );
  }

  #heldBack(restartDelayMs: number): StartOutcome | null {
    const { crashes, lastExit } = this.#record;
    if (lastExit === null || crashes === 0) return null;
    const untilMs = lastExit.atMs + Math.min(restartDelayMs * 2 ** (crashes - 1), longestRestartDelayMs);
    const nowMs = this.#context.nowMs();
    // A clock that was set back must not hold a member for as long as it was wrong.
    if (nowMs >= untilMs || nowMs < lastExit.atMs) return null;
    return {
      kind: 'held-back',
      untilMs,
      lastExit: { instanceId: this.instanceId, memberName: this.name, ...lastExit },
    };
  }

  #ended(cause: string | null): void {
    const running = this.#running;
    if (running === null || this.#context.closed()) return;
    this.#running = null;
    if (running.watched !== null) this.#context.watch.remove(running.watched);
    sweepGroup(running.identity.pid, this.#context.bootId);
    const atMs = this.#context.nowMs();
    const earlierCrashes = atMs - this.#record.startedAtMs >= stableAfterMs ? 0 : this.#record.crashes;
    if (this.#stopping) {
      this.#save({ ...this.#record, process: null, crashes: earlierCrashes });
    } else {
      const crashes = earlierCrashes + 1;
      this.#save({ ...this.#record, process: null, crashes, lastExit: { atMs, cause } });
      this.#context.onCrash({ instanceId: this.instanceId, memberName: this.name, atMs, cause });
    }
    running.resolveEnded();
  }

  /** For an adopted process: whether its pid exists at all. The end of a child is told by its event. */
  #lookCheaply(): void {
    if (this.#running?.watched != null && !pidExists(this.#running.identity.pid)) this.#ended(null);
  }

  #lookClosely(running: Running): void {
    if (running.watched !== null && !isAlive(running.identity, this.#context.bootId)) this.#ended(null);
  }

  async #endsWithin(running: Running, patienceMs: number): Promise<boolean> {
    const deadline = performance.now() + patienceMs;
    while (this.#running === running) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) return false;
      const pauseMs = running.watched === null ? leftMs : Math.min(stopLookMs, leftMs);
      const timer = new AbortController();
      const pause = delay(pauseMs, undefined, { signal: timer.signal }).catch(() => {});
      await Promise.race([running.ended, pause]);
      timer.abort();
      this.#lookClosely(running);
    }
    return true;
  }

  #write(record: MemberRecord): void {
    writeRecord(this.#directory, record);
    this.#record = record;
  }

  /** Keeps going without the file: what is in memory is right, and a later boot finds the process by its marker. */
  #save(record: MemberRecord): void {
    this.#record = record;
    try {
      writeRecord(this.#directory, record);
    } catch (error) {
      const fields = { err: error, instanceId: this.instanceId, member: this.name };
      this.#context.log.error(fields, 'the record of a member could not be written');
    }
  }

  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work, work);
    this.#queue = result.catch(() => {});
    return result;
  }
}

function promiseOfEnd(): Pick<Running, 'ended' | 'resolveEnded'> {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { ended: promise, resolveEnded: resolve };
}

/** What a member itself started goes with it; their group keeps its number until the last of them is gone. */
function sweepGroup(pid: number, bootId: string): void {
  // A living process of this number, after ours has ended, is a stranger's.
  if (readProcess(pid, bootId) !== null) return;
  try {
    sendSignal(pid, 'SIGKILL', 'group');
  } catch {
    // EPERM: the number is another user's by now, so nothing of ours is left in the group.
  }
}

async function endUnrecorded(child: ChildProcess, error: unknown): Promise<never> {
  const exited = once(child, 'exit');
  child.ref();
  child.kill('SIGKILL');
  await exited;
  throw new Error(
    `A process was started and ended again, because its record could not be kept. ${(error as Error).message}`,
    { cause: error },
  );
}

import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  AdoptionReport,
  FoundFile,
  MemberExit,
  MemberFile,
  MemberObservation,
  MemberSpec,
  Runtime,
  StartOutcome,
} from '../runtime.ts';
import type { AddressBook } from './address-book.ts';
import { AddressPool } from './address-pool.ts';
import { memberKey, planAdoption } from './adoption.ts';
import { ExitWatch } from './exit-watch.ts';
import { foundFiles } from './found-files.ts';
import { MachineReservation } from './machine-reservation.ts';
import {
  instancesDirectory,
  listInstances,
  readInstances,
  removeInstanceDirectory,
} from './instance-directories.ts';
import { Member, type MemberContext } from './member.ts';
import { checkFiles, checkName, readOutputTail } from './member-directory.ts';
import { findMarkedProcesses, mayBelongTo } from './member-marker.ts';
import { unknownRecord, type MemberRecord } from './member-record.ts';
import { isAlive, readBootId, startedAtMs, type ProcessIdentity } from './process-identity.ts';
import { reap } from './reap.ts';
import type { Log } from '../../system/log.ts';

export interface ProcessRuntimeOptions {
  /** Made where it is missing. Its real path is the identity of this server's members and addresses. */
  readonly dataDir: string;
  readonly addressBook: AddressBook;
  /** Shared by all servers of the machine, of all users, such as /tmp/polybroker-addresses. */
  readonly reservationsDir: string;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly log: Log;
  /** All that members get of an environment. The server's own would hand them its secrets and stray JAVA_TOOL_OPTIONS. */
  readonly environment?: Readonly<Record<string, string>>;
}

const plainEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' };
const reapPatienceMs = 10_000;
/** Removed instances are remembered so that a late start cannot bring one back; the oldest are forgotten. */
const removalsRemembered = 10_000;

/**
 * The runtime that keeps members as detached processes of this machine, each in `<dataDir>/instances/<instance>/<member>`.
 * One per data directory at a time: the caller holds a lock on it. Throws when the machine or the directories do not
 * allow it, with what to do.
 */
export async function createProcessRuntime(options: ProcessRuntimeOptions): Promise<Runtime> {
  if (process.platform !== 'linux') {
    throw new Error(
      `Clusters cannot run on ${process.platform} yet: the process runtime needs Linux (its /proc and all of 127.0.0.0/8).`,
    );
  }
  await mkdir(instancesDirectory(options.dataDir), { recursive: true, mode: 0o700 });
  const dataDir = await realpath(options.dataDir);
  const reservation = new MachineReservation(options.reservationsDir, dataDir, options.log);
  const pool = await AddressPool.open(options.addressBook, reservation, options.log);
  return new ProcessRuntime(dataDir, pool, options);
}

class ProcessRuntime implements Runtime {
  readonly #instancesDir: string;
  readonly #pool: AddressPool;
  readonly #log: Log;
  readonly #context: MemberContext;
  readonly #instances = new Map<string, Map<string, Member>>();
  readonly #reserving = new Map<string, Promise<unknown>>();
  readonly #removing = new Map<string, Promise<void>>();
  readonly #removed = new Set<string>();
  #listener: ((exit: MemberExit) => void) | null = null;
  #state: 'new' | 'open' | 'closing' | 'closed' = 'new';
  #closing: Promise<void> | null = null;

  constructor(dataDir: string, pool: AddressPool, options: ProcessRuntimeOptions) {
    const bootId = readBootId();
    this.#instancesDir = instancesDirectory(dataDir);
    this.#pool = pool;
    this.#log = options.log;
    this.#context = {
      dataDir,
      bootId,
      environment: options.environment ?? plainEnvironment,
      watch: new ExitWatch(bootId),
      nowMs: options.nowMs,
      log: options.log,
      closed: () => this.#state === 'closed',
      onCrash: (exit) => this.#tellExit(exit),
    };
  }

  async adopt(instanceIds: ReadonlySet<string>): Promise<AdoptionReport> {
    if (this.#state !== 'new') throw new Error('adopt is called once, before everything else.');
    const { dataDir, bootId, nowMs } = this.#context;
    const marked = await findMarkedProcesses(dataDir, bootId);
    const records = readInstances(this.#instancesDir, instanceIds, this.#log);
    const recorded = new Map<string, ProcessIdentity>();
    for (const [instanceId, members] of records) {
      for (const [name, { process: identity }] of members) {
        if (identity === null || !isAlive(identity, bootId)) continue;
        if (!mayBelongTo(identity.pid, { dataDir, instanceId, memberName: name })) continue;
        recorded.set(memberKey(instanceId, name), identity);
      }
    }
    const plan = planAdoption(instanceIds, marked, recorded);
    // The record of a living member may be missing, and its directory too.
    for (const { marker } of marked) {
      if (!plan.adopt.has(memberKey(marker.instanceId, marker.memberName))) continue;
      const members = records.get(marker.instanceId) ?? new Map<string, MemberRecord>();
      records.set(marker.instanceId, members);
      if (!members.has(marker.memberName)) members.set(marker.memberName, unknownRecord);
    }

    const ended = await this.#endStrays(plan.end);
    await this.#removeUnknown(instanceIds);
    for (const [instanceId, members] of records) {
      for (const [name, record] of members) {
        const member = this.#load(instanceId, name, record);
        const identity = plan.adopt.get(memberKey(instanceId, name));
        if (identity === undefined) member.noteEndWhileAway();
        else member.adopt(identity, startedAtMs(identity, nowMs()));
      }
    }
    this.#state = 'open';
    const report = { adopted: plan.adopt.size, ended };
    this.#log.info(report, 'looked for members that outlived the last server');
    return report;
  }

  reserveAddresses(
    instanceId: string,
    members: readonly string[],
    ports: readonly number[],
  ): Promise<ReadonlyMap<string, string>> {
    return this.#reserve(instanceId, members, () => this.#pool.reserve(instanceId, members, ports));
  }

  reserveIpv6Ports(instanceId: string, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#reserve(instanceId, names, () => this.#pool.reserveIpv6Ports(instanceId, names));
  }

  /** One reservation of an instance after the other, and none while it is being removed. */
  async #reserve<T>(instanceId: string, names: readonly string[], reserve: () => Promise<T>): Promise<T> {
    this.#assertOpen();
    for (const name of [instanceId, ...names]) checkName(name);
    if (this.#removing.has(instanceId)) throw removedError(instanceId);
    // The first thing that an instance asks for: it begins (again) here.
    this.#removed.delete(instanceId);
    const earlier = this.#reserving.get(instanceId) ?? Promise.resolve();
    const reservation = earlier
      .catch(() => {})
      .then(() => {
        if (this.#removing.has(instanceId)) throw removedError(instanceId);
        return reserve();
      });
    this.#reserving.set(instanceId, reservation);
    try {
      return await reservation;
    } finally {
      if (this.#reserving.get(instanceId) === reservation) this.#reserving.delete(instanceId);
    }
  }

  async start(instanceId: string, spec: MemberSpec): Promise<StartOutcome> {
    const assertAllowed = (): void => this.#assertNotRemoved(instanceId);
    assertAllowed();
    checkName(instanceId);
    checkName(spec.name);
    const known = this.#instances.get(instanceId)?.get(spec.name);
    const member = known ?? this.#load(instanceId, spec.name, unknownRecord);
    return member.start(spec, assertAllowed);
  }

  async writeFiles(instanceId: string, memberName: string, files: readonly MemberFile[]): Promise<void> {
    this.#assertNotRemoved(instanceId);
    const member = this.#instances.get(instanceId)?.get(memberName);
    if (member === undefined) {
      throw new Error(
        `${memberName} of instance ${instanceId} was never started, so it has no files to replace.`,
      );
    }
    await member.writeFiles(files, () => this.#assertNotRemoved(instanceId));
  }

  async listFiles(instanceId: string, memberName: string, folder: string): Promise<readonly FoundFile[]> {
    checkName(instanceId);
    checkName(memberName);
    checkFiles([{ path: folder, content: '' }]);
    return foundFiles(join(this.#instancesDir, instanceId, memberName, folder));
  }

  async observe(instanceId: string): Promise<ReadonlyMap<string, MemberObservation>> {
    this.#assertAdopted();
    const observations = new Map<string, MemberObservation>();
    for (const [name, member] of this.#instances.get(instanceId) ?? []) {
      const observation = member.observe();
      if (observation !== null) observations.set(name, observation);
    }
    return observations;
  }

  async stop(instanceId: string, memberName: string): Promise<void> {
    this.#assertAdopted();
    await this.#instances.get(instanceId)?.get(memberName)?.stop();
  }

  remove(instanceId: string): Promise<void> {
    const underWay = this.#removing.get(instanceId);
    if (underWay !== undefined) return underWay;
    const removal = this.#remove(instanceId).finally(() => this.#removing.delete(instanceId));
    this.#removing.set(instanceId, removal);
    return removal;
  }

  async logTail(instanceId: string, memberName: string, lines: number): Promise<string> {
    checkName(instanceId);
    checkName(memberName);
    return readOutputTail(join(this.#instancesDir, instanceId, memberName), lines);
  }

  onExit(listener: (exit: MemberExit) => void): void {
    if (this.#listener !== null) throw new Error('The process runtime has its exit listener already.');
    this.#listener = listener;
  }

  close(members: 'stop' | 'keep'): Promise<void> {
    this.#closing ??= this.#close(members);
    return this.#closing;
  }

  async #close(members: 'stop' | 'keep'): Promise<void> {
    this.#state = 'closing';
    try {
      await Promise.allSettled(this.#removing.values());
      if (members === 'stop') {
        await this.#stopInTurn([...this.#instances.values()].flatMap((of) => [...of.values()]));
      }
    } finally {
      this.#state = 'closed';
      this.#context.watch.close();
      this.#pool.close();
    }
  }

  async #remove(instanceId: string): Promise<void> {
    this.#assertOpen();
    checkName(instanceId);
    this.#removed.add(instanceId);
    const [oldest] = this.#removed;
    if (this.#removed.size > removalsRemembered && oldest !== undefined) this.#removed.delete(oldest);
    await this.#reserving.get(instanceId)?.catch(() => {});
    await this.#stopInTurn([...(this.#instances.get(instanceId)?.values() ?? [])]);
    await removeInstanceDirectory(join(this.#instancesDir, instanceId));
    await this.#pool.release(instanceId);
    this.#instances.delete(instanceId);
  }

  /** Highest stop order first, all of one order at once. Goes on after a failure and throws in the end. */
  async #stopInTurn(members: readonly Member[]): Promise<void> {
    const failures: unknown[] = [];
    const groups = [...Map.groupBy(members, (member) => member.stopOrder)];
    for (const [, group] of groups.toSorted(([one], [other]) => other - one)) {
      for (const result of await Promise.allSettled(group.map((member) => member.stop()))) {
        if (result.status === 'rejected') failures.push(result.reason);
      }
    }
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) {
      throw new AggregateError(
        failures,
        `${failures.length} members could not be stopped: ${failures.join(' ')}`,
      );
    }
  }

  #load(instanceId: string, name: string, record: MemberRecord): Member {
    let members = this.#instances.get(instanceId);
    if (members === undefined) {
      members = new Map();
      this.#instances.set(instanceId, members);
    }
    const directory = join(this.#instancesDir, instanceId, name);
    const member = new Member(instanceId, name, directory, record, this.#context);
    members.set(name, member);
    return member;
  }

  async #endStrays(strays: readonly ProcessIdentity[]): Promise<number> {
    for (const { pid } of strays) {
      this.#log.warn({ pid }, 'ends a process of an unknown instance, or the second one of a member');
    }
    const left = await reap(strays, this.#context.bootId, reapPatienceMs);
    for (const { pid } of left) this.#log.error({ pid }, 'a process that should not run outlives SIGKILL');
    return strays.length - left.length;
  }

  async #removeUnknown(instanceIds: ReadonlySet<string>): Promise<void> {
    for (const name of listInstances(this.#instancesDir)) {
      if (instanceIds.has(name)) continue;
      const directory = join(this.#instancesDir, name);
      this.#log.warn({ directory }, 'removes the directory of an unknown instance');
      try {
        await removeInstanceDirectory(directory);
      } catch (error) {
        this.#log.error({ err: error, directory }, 'the directory of an unknown instance stays');
      }
    }
    await this.#pool.releaseOthers(instanceIds);
  }

  #tellExit(exit: MemberExit): void {
    const { instanceId, memberName, cause } = exit;
    this.#log.warn({ instanceId, member: memberName, cause }, 'a member ended without being asked to');
    try {
      this.#listener?.(exit);
    } catch (error) {
      this.#log.error({ err: error }, 'the exit listener failed');
    }
  }

  #assertAdopted(): void {
    if (this.#state === 'new') {
      throw new Error(
        'adopt must be called before anything else, or members that live already would be doubled.',
      );
    }
  }

  #assertNotRemoved(instanceId: string): void {
    this.#assertOpen();
    if (this.#removing.has(instanceId) || this.#removed.has(instanceId)) throw removedError(instanceId);
  }

  #assertOpen(): void {
    this.#assertAdopted();
    if (this.#state !== 'open') throw new Error('The process runtime is closed: the server is stopping.');
  }
}

function removedError(instanceId: string): Error {
  return new Error(
    `Instance ${instanceId} is being removed or was removed; nothing can be done with its members.`,
  );
}

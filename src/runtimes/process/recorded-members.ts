import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkName } from './member-directory.ts';
import { readRecord } from './member-record.ts';
import { isAlive, readBootId } from './process-identity.ts';

/** What stands in a member's record, and whether its process lives. */
export interface RecordedMember {
  readonly name: string;
  /** Null where it does not run. */
  readonly pid: number | null;
  /** Epoch ms of its last start; null where it was never started, or nothing of it can be read. */
  readonly startedAtMs: number | null;
  /** Unrequested ends since it last stayed up for ten minutes. */
  readonly crashes: number;
  /** What it was last started from; null where that is not known. */
  readonly executable: string | null;
}

/** The members of an instance as their records tell them, for whoever is not their runtime. Changes nothing. */
export function recordedMembers(dataDir: string, instanceId: string): readonly RecordedMember[] {
  checkName(instanceId);
  const bootId = readBootId();
  const directory = join(dataDir, 'instances', instanceId);
  return memberNames(directory).map((name): RecordedMember => {
    const record = readRecord(join(directory, name));
    if (typeof record === 'string') {
      return { name, pid: null, startedAtMs: null, crashes: 0, executable: null };
    }
    const { process, startedAtMs, crashes, executable } = record;
    const runs = process !== null && isAlive(process, bootId);
    return {
      name,
      pid: runs ? process.pid : null,
      startedAtMs: startedAtMs === 0 ? null : startedAtMs,
      crashes,
      executable,
    };
  });
}

/** None for an instance that has no directory, because it is new or gone. */
function memberNames(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

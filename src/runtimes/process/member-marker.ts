import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { readProcess, type ProcessStatus } from './process-identity.ts';

/**
 * Every member carries this variable in its environment, where a later control plane finds it even if the one that
 * spawned it was killed before it could write anything down. An environment needs no help of the executable, survives
 * exec, and, unlike a command line, is hidden from other users.
 */
export const markerVariable = 'POLYBROKER_MEMBER';

const looksAtEmptyEnvironment = 5;
const lookAgainMs = 20;

export interface MemberMarker {
  /** Real path. */
  readonly dataDir: string;
  readonly instanceId: string;
  readonly memberName: string;
}

export interface MarkedProcess extends ProcessStatus {
  readonly marker: MemberMarker;
}

/** `<data dir>|<instance id>|<member>`; the last two hold no `|` (see checkName), the path may. */
export function formatMarker(marker: MemberMarker): string {
  return `${marker.dataDir}|${marker.instanceId}|${marker.memberName}`;
}

/** Null for anything that formatMarker does not produce. */
export function parseMarker(text: string): MemberMarker | null {
  const match = /^(.+)\|([^|]+)\|([^|]+)$/s.exec(text);
  if (match === null) return null;
  const [, dataDir = '', instanceId = '', memberName = ''] = match;
  return { dataDir, instanceId, memberName };
}

/** The marker of a process; null when it has none that can be read now. */
export function markerOf(pid: number): MemberMarker | null {
  return markerIn(readEnvironment(pid));
}

/** All living processes of this user that carry a marker of this data directory, members and what they started. */
export async function findMarkedProcesses(
  dataDir: string,
  bootId: string,
): Promise<readonly MarkedProcess[]> {
  const found: MarkedProcess[] = [];
  let pids = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
  for (let look = 1; pids.length > 0; look += 1) {
    const inExec: number[] = [];
    for (const pid of pids) {
      const environment = readEnvironment(pid);
      const marker = markerIn(environment);
      if (environment !== '' && marker?.dataDir !== dataDir) continue;
      const status = readProcess(pid, bootId);
      if (status === null) continue;
      if (marker === null) inExec.push(pid);
      else found.push({ ...status, marker });
    }
    if (look === looksAtEmptyEnvironment) break;
    // For a moment within exec a process shows no environment at all. Those that never have one are few.
    if (inExec.length > 0) await delay(lookAgainMs);
    pids = inExec;
  }
  return found;
}

/** Entries end in NUL. Null when the process is gone or belongs to another user. */
function readEnvironment(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return null;
  }
}

function markerIn(environment: string | null): MemberMarker | null {
  const prefix = `${markerVariable}=`;
  const entry = environment?.split('\0').find((variable) => variable.startsWith(prefix));
  return entry === undefined ? null : parseMarker(entry.slice(prefix.length));
}

/**
 * Whether a process that a record names can be that member. Yes where its marker cannot be read. Not when the marker
 * names another data directory that exists: this one is then a copy, records included; if that one is gone, this one
 * was moved here.
 */
export function mayBelongTo(pid: number, member: MemberMarker): boolean {
  const marker = markerOf(pid);
  if (marker === null) return true;
  if (marker.instanceId !== member.instanceId || marker.memberName !== member.memberName) return false;
  return marker.dataDir === member.dataDir || !existsSync(marker.dataDir);
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readProcess, type ProcessStatus } from './process-identity.ts';

/**
 * Every member carries this variable in its environment, where a later control plane finds it even if the one that
 * spawned it was killed before it could write anything down. An environment needs no help of the executable, survives
 * exec, and, unlike a command line, is hidden from other users.
 */
export const markerVariable = 'POLYBROKER_MEMBER';

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

/** The marker of a process; null when it has none, is gone, or belongs to another user. */
export function markerOf(pid: number): MemberMarker | null {
  let environment: string;
  try {
    environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return null;
  }
  const prefix = `${markerVariable}=`;
  const entry = environment.split('\0').find((variable) => variable.startsWith(prefix));
  return entry === undefined ? null : parseMarker(entry.slice(prefix.length));
}

/** All living processes of this user that carry a marker of this data directory, members and what they started. */
export function findMarkedProcesses(dataDir: string, bootId: string): readonly MarkedProcess[] {
  const found: MarkedProcess[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const pid = Number(entry);
    const marker = markerOf(pid);
    if (marker === null || marker.dataDir !== dataDir) continue;
    const status = readProcess(pid, bootId);
    if (status !== null) found.push({ ...status, marker });
  }
  return found;
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

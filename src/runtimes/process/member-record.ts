import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessIdentity } from './process-identity.ts';
import { writeFailure } from './write-failure.ts';

export const recordFileName = 'process.json';

/** What a control plane writes down about a member for the one that comes after it. */
export interface MemberRecord {
  /** Null before the first start and after an end that was noticed. */
  readonly process: ProcessIdentity | null;
  /** Digest of the files and the command that it was last started with; tells a stale configuration from the wanted one. */
  readonly specDigest: string;
  /** What it was last started from; null where an earlier version of ours has started it. */
  readonly executable: string | null;
  readonly startSettings: Readonly<Record<string, string>>;
  readonly startedAtMs: number;
  /** Unrequested ends since it last stayed up for ten minutes. */
  readonly crashes: number;
  readonly lastExit: { readonly atMs: number; readonly cause: string | null } | null;
  /** So that an adopted member can be stopped in its turn, before anybody says again what it is. */
  readonly stopOrder: number;
  readonly stopGraceMs: number;
}

/** For a living member of which no record can be read. */
export const unknownRecord: MemberRecord = {
  process: null,
  specDigest: '',
  executable: null,
  startSettings: {},
  startedAtMs: 0,
  crashes: 0,
  lastExit: null,
  stopOrder: 0,
  stopGraceMs: 30_000,
};

/** Replaces the record in a member's directory; synchronously, so that nothing happens between a spawn and its record. */
export function writeRecord(directory: string, record: MemberRecord): void {
  const path = join(directory, recordFileName);
  const written = `${path}.tmp`;
  try {
    writeFileSync(written, `${JSON.stringify({ version: 1, ...record })}\n`, { mode: 0o600 });
    renameSync(written, path);
  } catch (error) {
    throw writeFailure(directory, error);
  }
}

/** `missing` without a record, `unreadable` for one that is damaged or of another version: it is then as good as none. */
export function readRecord(directory: string): MemberRecord | 'missing' | 'unreadable' {
  let text: string;
  try {
    text = readFileSync(join(directory, recordFileName), 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable';
  }
  try {
    return parseRecord(JSON.parse(text)) ?? 'unreadable';
  } catch {
    return 'unreadable';
  }
}

function parseRecord(value: unknown): MemberRecord | null {
  if (!isObject(value) || value['version'] !== 1) return null;
  const {
    process,
    specDigest,
    executable = null,
    startSettings = {},
    startedAtMs,
    crashes,
    lastExit,
    stopOrder,
    stopGraceMs,
  } = value;
  if (typeof specDigest !== 'string' || !isNumber(startedAtMs) || !isNumber(crashes)) return null;
  if (!(executable === null || typeof executable === 'string') || !isTexts(startSettings)) return null;
  if (!isNumber(stopOrder) || !isNumber(stopGraceMs)) return null;
  const identity = process === null ? null : parseIdentity(process);
  const exit = lastExit === null ? null : parseExit(lastExit);
  if (identity === undefined || exit === undefined) return null;
  return {
    process: identity,
    specDigest,
    executable,
    startSettings,
    startedAtMs,
    crashes,
    lastExit: exit,
    stopOrder,
    stopGraceMs,
  };
}

function parseIdentity(value: unknown): ProcessIdentity | undefined {
  if (!isObject(value)) return undefined;
  const { pid, startTicks, bootId } = value;
  // Pids 0 and below address groups of processes in kill(2), and 1 is never ours.
  if (!isNumber(pid) || !Number.isSafeInteger(pid) || pid <= 1) return undefined;
  if (!isNumber(startTicks) || typeof bootId !== 'string') return undefined;
  return { pid, startTicks, bootId };
}

function parseExit(value: unknown): NonNullable<MemberRecord['lastExit']> | undefined {
  if (!isObject(value)) return undefined;
  const { atMs, cause } = value;
  if (!isNumber(atMs) || !(cause === null || typeof cause === 'string')) return undefined;
  return { atMs, cause };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isTexts(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every((one) => typeof one === 'string');
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

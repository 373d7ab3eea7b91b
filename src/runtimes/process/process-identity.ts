import { readFileSync } from 'node:fs';

/**
 * One process, for all time: a pid alone may be given to another process after its end. `startTicks` is field 22 of
 * /proc/PID/stat (proc(5)), clock ticks since boot; the boot id tells boots apart.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTicks: number;
  readonly bootId: string;
}

export interface ProcessStatus {
  readonly identity: ProcessIdentity;
  /** The session it belongs to; equal to its pid for a process that began a session, as our members do. */
  readonly sessionId: number;
}

/** USER_HZ, the unit of `startTicks`, is 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;
/** PF_KTHREAD in the kernel's include/linux/sched.h. */
const kernelThreadFlag = 0x00200000;

/** The kernel's name for this boot. */
export function readBootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/** Null when there is no such process, or only a zombie that its parent has not collected, or a thread of the kernel. */
export function readProcess(pid: number, bootId: string): ProcessStatus | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
  // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  if (state === undefined || state === 'Z' || state === 'X') return null;
  if ((Number(fields[6]) & kernelThreadFlag) !== 0) return null;
  return {
    identity: { pid, startTicks: Number(fields[19]), bootId },
    sessionId: Number(fields[3]),
  };
}

/** Whether exactly this process lives. Reads one small file. */
export function isAlive(identity: ProcessIdentity, bootId: string): boolean {
  if (identity.bootId !== bootId) return false;
  return readProcess(identity.pid, bootId)?.identity.startTicks === identity.startTicks;
}

/** Whether any process, perhaps a zombie, has this pid: cheaper than isAlive by far, and never wrong when it says no. */
export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists, but is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Sends a signal to a process, or, with `group`, to all processes of the group that it leads. False when it is gone. */
export function sendSignal(pid: number, signal: NodeJS.Signals, group: 'process' | 'group'): boolean {
  try {
    process.kill(group === 'group' ? -pid : pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** When the process started, in milliseconds of the clock that `nowMs` was read from. */
export function startedAtMs(identity: ProcessIdentity, nowMs: number): number {
  const upSeconds = Number.parseFloat(readFileSync('/proc/uptime', 'utf8'));
  const ageSeconds = Math.max(0, upSeconds - identity.startTicks / ticksPerSecond);
  return Math.round(nowMs - ageSeconds * 1000);
}

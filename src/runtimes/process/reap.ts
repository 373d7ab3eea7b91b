import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, sendSignal, type ProcessIdentity } from './process-identity.ts';

const lookMs = 10;

/** Kills processes at once and waits until they are gone. Answers those that outlive it for `patienceMs`. */
export async function reap(
  processes: readonly ProcessIdentity[],
  bootId: string,
  patienceMs: number,
): Promise<readonly ProcessIdentity[]> {
  let left = processes.filter((identity) => isAlive(identity, bootId));
  for (const { pid } of left) sendSignal(pid, 'SIGKILL', 'process');
  const deadline = performance.now() + patienceMs;
  while (left.length > 0 && performance.now() < deadline) {
    await delay(lookMs);
    left = left.filter((identity) => isAlive(identity, bootId));
  }
  return left;
}

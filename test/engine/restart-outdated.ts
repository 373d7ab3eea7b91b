import type { Engine, MembersStep } from '../../src/engines/engine.ts';
import type { Instance } from '../../src/domain/instance/instance.ts';
import { createMemberExits } from '../../src/reconcile/member-exits.ts';
import { membersToRestart, restartMembers } from '../../src/reconcile/restart-members.ts';
import { createStartSlots } from '../../src/reconcile/start-slots.ts';
import type { Work } from '../../src/reconcile/work.ts';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { silentLog } from '../../src/system/testing/silent-log.ts';

/** Restarts those members of a step that run with what they cannot change while they run: the reconciler's own work, without its store. */
export async function restartOutdated<Own extends Instance>(
  runtime: Runtime,
  engine: Engine<Own>,
  instance: Own,
  step: MembersStep,
  signal: AbortSignal,
): Promise<void> {
  const work = {
    claim: {
      instance,
      owner: 'test',
      fencingToken: 1,
      generation: 1,
      failedAttempts: 0,
      taskId: null,
      restartRequestedAtMs: null,
    },
    tools: {
      queue: { note: () => Promise.resolve() },
      runtime,
      engines: { [instance.engine]: engine },
      startSlots: createStartSlots(2),
      memberExits: createMemberExits(),
      nowMs: Date.now,
      log: silentLog,
    },
    signal,
    step: <T>(_: string, run: () => Promise<T>) => run(),
    passed: () => undefined,
  } as unknown as Work;
  await restartMembers(work, step, await membersToRestart(work, step));
}

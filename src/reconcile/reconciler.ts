import { engineOf, EngineUnavailableError } from '../engines/engine.ts';
import { bringUp } from './bring-up.ts';
import type { MemberExit } from '../runtimes/runtime.ts';
import { createLookLoop } from './look-loop.ts';
import { createMemberExits } from './member-exits.ts';
import { tearDown } from './tear-down.ts';
import { type Claim, LeaseLostError } from './work-queue.ts';
import { createWork, NotYetError, OverdueError, reasonOf, type Tools, type Work } from './work.ts';

const leaseMs = 15_000;
const heartbeatMs = leaseMs / 3;
/** The queue is also looked at without being woken, for what another control plane made due. */
const slowTickMs = 5_000;
const workersAtOnce = 64;
const retryAtFirstMs = 1_000;
const retryAtMostMs = 60_000;
/** Failures in a row after which the owner is told; what has been tried for long already is told at once. */
const attemptsUntilFailed = 3;

/** Makes wishes true: claims due instances, works on each, and tries again what failed. */
export interface Reconciler {
  /** Takes over what earlier runs left, then works until `stop`. */
  start(): Promise<void>;
  /** Tells that something about an instance changed: its owner's wish or one of its members. */
  wake(instanceId: string): void;
  /** Lets all workers put down their work; it goes on where it was at the next start. */
  stop(): Promise<void>;
}

/** The reason with which work is aborted when its owner wants something else by now. */
class SupersededError extends Error {}
class StoppingError extends Error {}

interface Worker {
  readonly claim: Claim;
  readonly controller: AbortController;
  /** Something happened to the instance after the worker looked: it has to look once more. */
  again: boolean;
  done: Promise<void>;
}

export function createReconciler(parts: Omit<Tools, 'memberExits'> & { readonly owner: string }): Reconciler {
  const { queue, runtime, events, nowMs, log, owner } = parts;
  const memberExits = createMemberExits();
  const tools: Tools = { ...parts, memberExits };
  const workers = new Map<string, Worker>();
  let stopping = false;

  /** Claims what is due; not before `start` has taken over what earlier runs left, however early a wake comes. */
  const looks = createLookLoop(async () => {
    try {
      return await claimDue();
    } catch (error) {
      log.error({ error }, 'The queue of due instances could not be read; trying again.');
      return slowTickMs;
    }
  });

  /** Answers how long to wait before the next look, in ms. */
  async function claimDue(): Promise<number> {
    const room = workersAtOnce - workers.size;
    if (room > 0) {
      for (const claim of await queue.claim(owner, nowMs(), leaseMs, room)) employ(claim);
    }
    const next = await queue.nextDueAtMs(nowMs());
    if (next === null || workers.size >= workersAtOnce) return slowTickMs;
    return Math.min(Math.max(next - nowMs(), 0), slowTickMs);
  }

  function employ(claim: Claim): void {
    const { id } = claim.instance;
    const controller = new AbortController();
    const worker: Worker = { claim, controller, again: false, done: Promise.resolve() };
    // A worker of our own may have lost its lease: the machine slept, or the disk was too full to prolong it.
    const earlier = workers.get(id);
    earlier?.controller.abort(new LeaseLostError(id));
    workers.set(id, worker);
    worker.done = (earlier?.done ?? Promise.resolve())
      .then(() => toil(worker))
      .finally(() => {
        // Where another worker stands there by now, it was claimed after all that this one was woken for.
        if (workers.get(id) !== worker) return;
        workers.delete(id);
        if (worker.again && !stopping) wakeSafely(id);
        else looks.look();
      });
    if (stopping) controller.abort(new StoppingError());
  }

  async function toil(worker: Worker): Promise<void> {
    const { claim, controller } = worker;
    const heartbeat = setInterval(() => void beat(worker), heartbeatMs);
    const work = createWork(tools, claim, controller.signal);
    try {
      if (claim.instance.status === 'deleting') await tearDown(work);
      else {
        await queue.release(claim, await bringUp(work), 'succeeded');
      }
    } catch (error) {
      await putDown(worker, work, error).catch((failure: unknown) => {
        if (failure instanceof LeaseLostError) return;
        log.error(
          { error: failure, instanceId: claim.instance.id },
          'The outcome of work could not be recorded.',
        );
      });
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** Records why the work did not succeed and when it is tried again. */
  async function putDown(worker: Worker, work: Work, error: unknown): Promise<void> {
    const { claim, controller } = worker;
    const { id } = claim.instance;
    const reason = reasonOf(error);
    if (error instanceof LeaseLostError) {
      log.warn({ instanceId: id }, reason);
    } else if (controller.signal.aborted) {
      await queue.release(claim, nowMs(), 'interrupted');
    } else if (error instanceof NotYetError) {
      await queue.report(claim, 'degraded', reason, nowMs());
      await queue.release(claim, Math.max(error.untilMs, nowMs()), 'interrupted');
      log.warn({ instanceId: id, againAtMs: error.untilMs }, reason);
    } else {
      const retryMs = Math.min(retryAtFirstMs * 2 ** claim.failedAttempts, retryAtMostMs);
      const wasTriedForLong = error instanceof EngineUnavailableError || error instanceof OverdueError;
      const tell = wasTriedForLong || claim.failedAttempts + 1 >= attemptsUntilFailed;
      if (tell) await queue.report(claim, (await serves(work)) ? 'degraded' : 'failed', reason, nowMs());
      await queue.release(claim, nowMs() + retryMs, 'failed');
      log.error({ instanceId: id, error, againInMs: retryMs }, 'An instance could not be reconciled.');
    }
  }

  /** Whether clients of a running instance are still served by some of its members. */
  async function serves(work: Work): Promise<boolean> {
    if (work.claim.instance.status !== 'running') return false;
    const observed = await runtime.observe(work.claim.instance.id);
    return [...observed.values()].some((member) => member.state === 'running');
  }

  /** Prolongs the lease, and notices that the owner wants something else. */
  async function beat(worker: Worker): Promise<void> {
    try {
      const generation = await queue.extend(worker.claim, nowMs() + leaseMs);
      if (generation !== worker.claim.generation) worker.controller.abort(new SupersededError());
    } catch (error) {
      if (error instanceof LeaseLostError) worker.controller.abort(error);
      else
        log.error(
          { error, instanceId: worker.claim.instance.id },
          'A lease could not be prolonged; trying again.',
        );
    }
  }

  async function wake(instanceId: string): Promise<void> {
    const worker = workers.get(instanceId);
    if (worker === undefined) {
      await queue.wake(instanceId, nowMs());
      looks.look();
    } else {
      worker.again = true;
      await beat(worker);
    }
  }

  function wakeSafely(instanceId: string): void {
    wake(instanceId).catch((error: unknown) => {
      log.error(
        { error, instanceId },
        'An instance could not be woken; it is looked at again at the next start.',
      );
    });
  }

  return {
    async start() {
      runtime.onExit((exit) => {
        memberExits.tell(exit);
        if (stopping) return;
        wakeSafely(exit.instanceId);
        void events.record(exit.instanceId, { kind: 'member-ended', text: endOf(exit) });
      });
      await queue.endAllLeases();
      await runtime.adopt(await queue.instanceIds());
      for await (const instance of queue.instancesOf('running')) {
        const observed = await runtime.observe(instance.id);
        const { members } = engineOf(tools.engines, instance).layout(instance);
        const whole = members.every((member) => observed.get(member)?.state === 'running');
        if (!whole) await queue.wake(instance.id, nowMs());
      }
      looks.start();
    },

    wake: wakeSafely,

    async stop() {
      stopping = true;
      await looks.stop();
      for (const worker of workers.values()) worker.controller.abort(new StoppingError());
      await Promise.all([...workers.values()].map((worker) => worker.done));
    },
  };
}

function endOf({ memberName, cause }: MemberExit): string {
  return `${memberName} ended unasked${cause === null ? '' : ` (${cause})`}, and is started again.`;
}

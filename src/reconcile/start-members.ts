import type { MembersStep } from '../engines/engine.ts';
import type { MemberSpec } from '../runtimes/runtime.ts';
import { MemberExitedError } from './member-exits.ts';
import { NotYetError, OverdueError, type Work } from './work.ts';

/** How long a member may take from its start until it serves. A cold JVM on a busy machine takes tens of seconds. */
const readyWithinMs = 180_000;
/** Crashes in a row after which an instance counts as failed; it is tried again all the same. */
const crashesUntilFailed = 4;
const logLinesShown = 15;

/** Brings all members of a step up. Waits for each to succeed or fail, so that none is left behind unwatched. */
export async function startMembers(work: Work, step: MembersStep): Promise<void> {
  const results = await Promise.allSettled(step.members.map((member) => startMember(work, step, member)));
  const failures = results
    .filter((result) => result.status === 'rejected')
    .map((result) => result.reason as unknown);
  if (failures.length === 0) return;
  // A real failure says more than a member that is merely held back.
  throw failures.find((failure) => !(failure instanceof NotYetError)) ?? failures[0];
}

async function startMember(work: Work, step: MembersStep, member: MemberSpec): Promise<void> {
  const { runtime, startSlots } = work.tools;
  const running = (await runtime.observe(work.claim.instance.id)).get(member.name)?.state === 'running';
  if (running) await untilReady(work, step, member);
  else if (step.isLight === true) await startUntilReady(work, step, member);
  else await startSlots.run(work.signal, () => startUntilReady(work, step, member));
}

/** Starts one member and waits until it serves. Call it with a start slot, unless the step is light. */
export async function startUntilReady(work: Work, step: MembersStep, member: MemberSpec): Promise<void> {
  await start(work, member);
  await untilReady(work, step, member);
}

async function start(work: Work, member: MemberSpec): Promise<void> {
  const { runtime } = work.tools;
  const { id } = work.claim.instance;
  const outcome = await runtime.start(id, member);
  if (outcome.kind !== 'held-back') return;
  const what = `${member.name} ended${outcome.lastExit.cause === null ? '' : ` (${outcome.lastExit.cause})`}`;
  const crashes = (await runtime.observe(id)).get(member.name)?.crashes ?? 0;
  if (crashes >= crashesUntilFailed) {
    throw new Error(
      `${what} for the ${crashes}th time in a row. Its last lines: ${await lastLines(work, member)}`,
    );
  }
  throw new NotYetError(outcome.untilMs, `${what} and is started again shortly.`);
}

async function untilReady(work: Work, step: MembersStep, member: MemberSpec): Promise<void> {
  const { id } = work.claim.instance;
  const exit = work.tools.memberExits.watch(id, member.name);
  const deadline = AbortSignal.timeout(readyWithinMs);
  const signal = AbortSignal.any([work.signal, exit.signal, deadline]);
  try {
    await step.awaitReady(member.name, signal);
  } catch (error) {
    if (work.signal.aborted) throw error;
    if (exit.signal.reason instanceof MemberExitedError) {
      throw new NotYetError(work.tools.nowMs(), `${exit.signal.reason.message} while it was starting.`);
    }
    if (deadline.aborted) {
      const seconds = readyWithinMs / 1000;
      throw new OverdueError(
        `${member.name} does not serve ${seconds} s after its start. Its last lines: ${await lastLines(work, member)}`,
        { cause: error },
      );
    }
    throw error;
  } finally {
    exit.done();
  }
}

async function lastLines(work: Work, member: MemberSpec): Promise<string> {
  const lines = await work.tools.runtime.logTail(work.claim.instance.id, member.name, logLinesShown);
  return lines === '' ? '(none)' : lines;
}

import type { MembersStep, RestartRule } from '../engines/engine.ts';
import type { MemberSpec } from '../runtimes/runtime.ts';
import { startUntilReady } from './start-members.ts';
import { NotYetError, reasonOf, type Work } from './work.ts';

/** How long a member is waited for before the others are tried, and the owner is told what it waits for. */
const dispensableWithinMs = 180_000;

/**
 * The members of a step that run since before the owner asked for a restart, or with what they take at their start only and
 * the owner has changed since.
 * Members carry the time of their start, so that a control plane that was killed in the middle of a restart goes on with
 * those that are left.
 */
export async function membersToRestart(work: Work, step: MembersStep): Promise<readonly MemberSpec[]> {
  const { instance, restartRequestedAtMs } = work.claim;
  if (step.restart === null) return [];
  const observed = await work.tools.runtime.observe(instance.id);
  const found: MemberSpec[] = [];
  for (const spec of step.members) {
    const member = observed.get(spec.name);
    if (member?.state !== 'running') continue;
    const asked = restartRequestedAtMs !== null && member.startedAtMs < restartRequestedAtMs;
    if (
      asked ||
      isChanged(member.startSettings, spec.startSettings ?? {}) ||
      (await step.restart.isOutdated(spec.name, work.signal))
    )
      found.push(spec);
  }
  return found;
}

/** Only what it was started with counts: a setting that came with a newer version of ours is no reason to restart anybody. */
function isChanged(
  present: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(present).some(
    ([name, value]) => wanted[name] !== undefined && wanted[name] !== value,
  );
}

/**
 * Restarts these members, one at a time. One that the cluster cannot do without yet comes after the others: it may be those
 * that hang, and whose restart it waits for.
 * @throws NotYetError where some are still left
 */
export async function restartMembers(
  work: Work,
  step: MembersStep,
  members: readonly MemberSpec[],
): Promise<void> {
  if (step.restart === null || members.length === 0) return;
  const { order, pauses } = await step.restart.foresee(
    members.map(({ name }) => name),
    work.signal,
  );
  if (pauses !== null) await work.tools.queue.note(work.claim, pauses, work.tools.nowMs());
  const inTurn = order.flatMap((name) => members.filter((member) => member.name === name));
  let left: StillNeededError | null = null;
  for (const member of inTurn) {
    try {
      await work.step(`restart:${member.name}`, () => restartMember(work, step, member));
    } catch (error) {
      if (!(error instanceof StillNeededError)) throw error;
      left ??= error;
    }
  }
  if (left !== null) throw left;
}

class StillNeededError extends NotYetError {}

async function restartMember(work: Work, step: MembersStep, member: MemberSpec): Promise<void> {
  const { tools, signal, claim } = work;
  if (step.restart !== null) await untilDispensable(work, step.restart, member);
  // The slot comes before the stop: a member must not be away for as long as others start.
  await tools.startSlots.run(signal, async () => {
    await tools.runtime.stop(claim.instance.id, member.name);
    await startUntilReady(work, step, member);
  });
}

async function untilDispensable(work: Work, rule: RestartRule, member: MemberSpec): Promise<void> {
  const deadline = AbortSignal.timeout(dispensableWithinMs);
  try {
    await rule.awaitDispensable(member.name, AbortSignal.any([work.signal, deadline]));
  } catch (error) {
    if (work.signal.aborted || !deadline.aborted) throw error;
    throw new StillNeededError(work.tools.nowMs(), reasonOf(error));
  }
}

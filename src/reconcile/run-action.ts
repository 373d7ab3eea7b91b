import type { ActionStep } from '../engines/engine.ts';
import { OverdueError, reasonOf, type Work } from './work.ts';

/** How long an action on a running cluster is tried before its owner is told what is lacking; it is tried again all the same. */
const actionWithinMs = 180_000;

/** @throws OverdueError where it takes too long */
export async function runAction(work: Work, step: ActionStep): Promise<void> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new Error('It takes too long.')), actionWithinMs);
  try {
    await step.run(AbortSignal.any([work.signal, deadline.signal]));
  } catch (error) {
    if (work.signal.aborted || !deadline.signal.aborted) throw error;
    throw new OverdueError(`After ${actionWithinMs / 1000} s of trying: ${reasonOf(error)}`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

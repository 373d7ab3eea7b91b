import type { Work } from './work.ts';

/** Takes an instance away: its processes, its directory, its addresses, and last the memory of it. */
export async function tearDown(work: Work): Promise<void> {
  const { claim, tools } = work;
  await work.step('removeMembers', () => tools.runtime.remove(claim.instance.id));
  await tools.queue.forget(claim);
  work.passed('forgetInstance');
  tools.onRemoved(claim.instance.id);
}

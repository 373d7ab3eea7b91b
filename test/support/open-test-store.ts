import type { TestContext } from 'node:test';
import { createSeal } from '../../src/store/sealing.ts';
import { type OpenStore, openStore } from '../../src/store/store.ts';

/** The real store over a database in memory, which ends with the test. What must be on disk opens a file of its own. */
export async function openTestStore(t: TestContext): Promise<OpenStore> {
  const opened = await openStore(':memory:', createSeal(Buffer.alloc(32, 7)));
  t.after(opened.close);
  return opened;
}

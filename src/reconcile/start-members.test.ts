import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MembersStep } from '../engines/engine.ts';
import { createMemberExits } from './member-exits.ts';
import { startMembers } from './start-members.ts';
import { createStartSlots } from './start-slots.ts';
import { createFakeRuntime } from './testing/fake-runtime.ts';
import type { Work } from './work.ts';

const process = {
  files: [],
  executable: '/nowhere',
  arguments: [],
  stopGraceMs: 0,
  stopOrder: 1,
  restartDelayMs: 0,
};
const stepOf = (name: string): MembersStep => ({
  kind: 'members',
  name: `start:${name}`,
  restart: null,
  members: [{ name, ...process }],
  awaitReady: async () => undefined,
});

test('light members start while JVMs wait for those that start already', async () => {
  const runtime = createFakeRuntime(() => 0);
  const startSlots = createStartSlots(1);
  const others = Promise.withResolvers<void>();
  const taken = startSlots.run(AbortSignal.timeout(60_000), () => others.promise);
  const work = {
    claim: { instance: { id: 'a' } },
    tools: { runtime, startSlots, memberExits: createMemberExits(), nowMs: () => 0 },
    signal: AbortSignal.timeout(60_000),
  } as unknown as Work;
  const starting = startMembers(work, stepOf('broker-1'));
  await startMembers(work, { ...stepOf('relay'), isLight: true });
  assert.deepEqual(runtime.running('a'), ['relay']);
  others.resolve();
  await Promise.all([taken, starting]);
  assert.deepEqual(runtime.running('a'), ['broker-1', 'relay']);
});

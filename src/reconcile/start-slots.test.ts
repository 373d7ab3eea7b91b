import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStartSlots } from './start-slots.ts';

const never = new AbortController().signal;

function gate() {
  return Promise.withResolvers<void>();
}

test('no more run at once than there are slots, and the first to ask is the first to run', async () => {
  const slots = createStartSlots(2);
  const gates = [gate(), gate(), gate(), gate()];
  const started: number[] = [];
  const runs = gates.map((held, index) =>
    slots.run(never, async () => {
      started.push(index);
      await held.promise;
    }),
  );
  await new Promise(setImmediate);
  assert.deepEqual(started, [0, 1]);
  gates[1]?.resolve();
  await runs[1];
  await new Promise(setImmediate);
  assert.deepEqual(started, [0, 1, 2]);
  for (const held of gates) held.resolve();
  await Promise.all(runs);
  assert.deepEqual(started, [0, 1, 2, 3]);
});

test('a slot is free again after a failure, and one who gives up waiting leaves the queue', async () => {
  const slots = createStartSlots(2);
  const held = gate();
  const failing = slots.run(never, async () => {
    await held.promise;
    throw new Error('no Java');
  });
  const other = slots.run(never, () => held.promise);
  const impatient = new AbortController();
  const given = slots.run(impatient.signal, async () => assert.fail('gave up, but ran'));
  impatient.abort(new Error('gave up'));
  await assert.rejects(given, /gave up/);
  held.resolve();
  await assert.rejects(failing, /no Java/);
  await other;
  assert.equal(await slots.run(never, async () => 'ran'), 'ran');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBench } from './testing/bench.ts';

const stagesOf = (passed: readonly string[]) =>
  passed.flatMap((point) => /\/stage(\d)\/done$/.exec(point)?.[1] ?? []);

test('a change of the version passes all of its stages, and an instance without one none', async (t) => {
  const bench = await createBench(t);
  await bench.order('a');
  await bench.started();
  assert.deepEqual(stagesOf(bench.passed), []);
  await bench.upgrade('a');
  assert.deepEqual(stagesOf(bench.passed), ['0', '1', '2']);
  const instance = await bench.find('a');
  assert.deepEqual(
    [instance?.status, instance?.version, instance?.spec.versionChange],
    ['running', '2.4.1', null],
  );
});

test('what was reached of it is kept: nobody goes back to an earlier stage', async (t) => {
  const bench = await createBench(t);
  await bench.order('a');
  await bench.started();
  let calls = 0;
  bench.onStep('stage', () => {
    calls += 1;
    if (calls === 2) throw new Error('the second stage fails once');
  });
  await bench.upgrade('a');
  assert.deepEqual((await bench.find('a'))?.spec.versionChange, { from: '2.3.0', stagesDone: 1 });
  await bench.advance(2000);
  assert.deepEqual(stagesOf(bench.passed), ['0', '1', '2']);
  assert.equal((await bench.find('a'))?.status, 'running');
});

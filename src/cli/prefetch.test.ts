import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { InstallProgress } from '../engines/engine.ts';
import { prefetch, type Installation } from './prefetch.ts';

const progress: InstallProgress = { jarsDone: 0, jarsTotal: 2, bytesDone: 0, bytesTotal: 2_000_000 };

function setUp(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const printed: string[] = [];
  const warnings: string[] = [];
  const out = { isTTY: false, write: (text: string) => printed.push(text) } as unknown as NodeJS.WriteStream;
  const warn = (_fields: object, message: string) => void warnings.push(message);
  let isOver = false;
  return {
    printed,
    warnings,
    isOver: () => isOver,
    start: async (installations: readonly Installation[]) => {
      await prefetch(installations, { out, warn, patienceMs: 1000 });
      isOver = true;
    },
    pass: async (ms: number) => {
      t.mock.timers.tick(ms);
      await new Promise(setImmediate);
    },
  };
}

test('all that is here already: nothing is printed', async (t) => {
  const { start, printed } = setUp(t);
  await start([{ name: 'Kafka 1', install: async () => {} }]);
  assert.deepEqual(printed, []);
});

test('what cannot be fetched is told, and the next is fetched all the same', async (t) => {
  const { start, warnings } = setUp(t);
  const asked: string[] = [];
  await start([
    { name: 'Kafka 1', install: () => Promise.reject(new Error('no route')) },
    {
      name: 'Kafka 2',
      install: async () => {
        asked.push('Kafka 2');
      },
    },
  ]);
  assert.deepEqual(asked, ['Kafka 2']);
  assert.match(warnings.join(), /^Kafka 1 is not ready to run yet/);
});

test('it waits as long as something arrives, and goes on when nothing does', async (t) => {
  const { start, pass, isOver, printed } = setUp(t);
  const reports: ((step: InstallProgress) => void)[] = [];
  const started = start([
    {
      name: 'Kafka 1',
      install: (onProgress) => {
        reports.push(onProgress);
        return new Promise(() => {});
      },
    },
  ]);
  for (let round = 0; round < 5; round += 1) {
    await pass(900);
    reports[0]?.(progress);
  }
  assert.equal(isOver(), false);
  await pass(1000);
  await started;
  assert.match(printed.at(-1) ?? '', /Nothing has been received for 1 s; .*Kafka 1.* in the background/);
});

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createSnapshot } from './snapshot.ts';

suite('a snapshot', () => {
  test('is read once for concurrent readers, and again once it is too old', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const source = createSource();
    const snapshot = createSnapshot({ read: source.read, nowMs: () => source.nowMs, keepFreshMs: 0 });
    const first = [snapshot.get(), snapshot.get()];
    source.answer(1);
    assert.deepEqual(await Promise.all(first), [1, 1]);
    source.nowMs = 999;
    assert.equal(await snapshot.get(), 1);
    assert.equal(source.readings, 1);
    source.nowMs = 1000;
    const second = snapshot.get();
    source.answer(2);
    assert.equal(await second, 2);
  });

  test('counts its age from the start of the reading', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const source = createSource();
    const snapshot = createSnapshot({ read: source.read, nowMs: () => source.nowMs });
    const slow = snapshot.get();
    source.nowMs = 1500;
    source.answer(1);
    assert.equal(await slow, 1);
    const next = snapshot.get();
    source.answer(2);
    assert.equal(await next, 2);
  });

  test('is kept fresh while it is read, and costs nothing once it is not', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const source = createSource();
    const snapshot = createSnapshot({ read: source.read, nowMs: () => source.nowMs, keepFreshMs: 3000 });
    const first = snapshot.get();
    source.answer(0);
    await first;
    for (let second = 1; second <= 10; second += 1) {
      source.nowMs = second * 1000;
      t.mock.timers.tick(1000);
      if (source.waiting) source.answer(second);
      // Readings settle in promises before the next timer is set.
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(source.readings, 3);
  });

  test('shows nothing from before a change', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const source = createSource();
    const snapshot = createSnapshot({ read: source.read, nowMs: () => source.nowMs });
    const before = snapshot.get();
    const answerBefore = source.answer;
    snapshot.invalidate();
    const after = snapshot.get();
    assert.equal(source.readings, 2);
    source.answer(2);
    assert.equal(await after, 2);
    answerBefore(1);
    assert.equal(await before, 1);
    assert.equal(await snapshot.get(), 2);
  });

  test('tells a failure to its readers and reads again for the next', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let fails = true;
    const snapshot = createSnapshot({
      read: () => (fails ? Promise.reject(new Error('down')) : Promise.resolve('up')),
      nowMs: () => 0,
    });
    await assert.rejects(snapshot.get(), /down/);
    fails = false;
    assert.equal(await snapshot.get(), 'up');
  });
});

interface Source {
  nowMs: number;
  readings: number;
  /** Whether a reading waits for its answer. */
  waiting: boolean;
  answer: (value: number) => void;
  readonly read: () => Promise<number>;
}

function createSource(): Source {
  const source: Source = {
    nowMs: 0,
    readings: 0,
    waiting: false,
    answer: () => assert.fail('Nothing is being read.'),
    read: () => {
      const { promise, resolve } = Promise.withResolvers<number>();
      source.readings += 1;
      source.waiting = true;
      source.answer = (value) => {
        source.waiting = false;
        resolve(value);
      };
      return promise;
    },
  };
  return source;
}

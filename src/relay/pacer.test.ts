import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Pacer, type Traveller } from './pacer.ts';

class Crowd implements Traveller {
  left: number;
  passed = 0;

  constructor(bytes: number) {
    this.left = bytes;
  }

  get isReady(): boolean {
    return this.left > 0;
  }

  pass(most: number): number {
    const part = Math.min(most, this.left);
    this.left -= part;
    this.passed += part;
    return part;
  }
}

const traveller = (bytes = Infinity) => new Crowd(bytes);

/** A pacer whose clock is turned by hand. */
function setUp(t: TestContext, bytesPerSecond: number) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let nowMs = 0;
  const pacer = new Pacer(bytesPerSecond, () => nowMs);
  function advance(ms: number, stepMs = 1) {
    for (let passed = 0; passed < ms; passed += stepMs) {
      nowMs += stepMs;
      t.mock.timers.tick(stepMs);
    }
  }
  return { pacer, advance };
}

for (const bytesPerSecond of [125_000, 375_000, 37_500_000]) {
  test(`${bytesPerSecond} bytes a second pass, however late timers come`, (t) => {
    const { pacer, advance } = setUp(t, bytesPerSecond);
    const one = traveller();
    pacer.ask(one);
    for (const stepMs of [1, 20, 200]) {
      const before = one.passed;
      advance(30_000, stepMs);
      const ratio = (one.passed - before) / (30 * bytesPerSecond);
      assert.ok(ratio > 0.9 && ratio < 1.05, `${ratio} at steps of ${stepMs} ms`);
    }
    pacer.close();
  });
}

test('who waits is served in turn, so that all get the same and little things come through soon', (t) => {
  const { pacer, advance } = setUp(t, 400_000);
  const greedy = Array.from({ length: 10 }, () => traveller());
  for (const one of greedy) pacer.ask(one);
  advance(10_000);
  const shares = greedy.map(({ passed }) => passed / 400_000);
  assert.ok(
    shares.every((share) => share > 0.95 && share < 1.05),
    shares.join(),
  );
  const little = traveller(100);
  pacer.ask(little);
  advance(150);
  assert.equal(little.left, 0);
  pacer.close();
});

test('a rest is followed by no more than a quarter of a second at once', (t) => {
  const { pacer, advance } = setUp(t, 100_000);
  advance(60_000);
  const one = traveller();
  pacer.ask(one);
  assert.ok(one.passed >= 25_000 && one.passed <= 27_000, String(one.passed));
  pacer.close();
});

test('another rate holds at once, and who is forgotten passes nothing more', (t) => {
  const { pacer, advance } = setUp(t, 1000);
  const [one, other] = [traveller(), traveller()];
  pacer.ask(one);
  pacer.ask(other);
  advance(5000);
  pacer.setRate(1_000_000);
  const before = one.passed;
  pacer.forget(other);
  const ofOther = other.passed;
  advance(2000);
  assert.ok(one.passed - before > 1_900_000, String(one.passed - before));
  assert.equal(other.passed, ofOther);
  pacer.close();
});

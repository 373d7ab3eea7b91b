import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngineLock } from '../artifacts/engine-lock.ts';
import { EngineUnavailableError } from '../engine.ts';
import { kafkaVersion } from './versions.ts';

for (const [asked, patch] of [
  ['1.1.0', '1.1.1'],
  ['2.3.0', '2.3.1'],
] as const) {
  test(`${asked} means the newest patch of its line, and both locks exist`, () => {
    const version = kafkaVersion(asked);
    assert.equal(loadEngineLock(version.lockName).version, patch);
    assert.equal(loadEngineLock(version.metadata.lockName).engine, 'zookeeper');
  });
}

test('a version that is not there is refused with those that are', () => {
  assert.throws(
    () => kafkaVersion('9.9.9'),
    (error) => error instanceof EngineUnavailableError && /9\.9\.9.*2\.3\.0/.test(error.message),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngineLock } from '../artifacts/engine-lock.ts';
import { EngineUnavailableError } from '../engine.ts';
import { kafkaVersion } from './versions.ts';

test('2.3.0 means the newest patch of its line, and both locks exist', () => {
  const version = kafkaVersion('2.3.0');
  assert.equal(loadEngineLock(version.lockName).version, '2.3.1');
  assert.equal(loadEngineLock(version.metadata.lockName).engine, 'zookeeper');
});

test('a version that is not there is refused with those that are', () => {
  assert.throws(
    () => kafkaVersion('9.9.9'),
    (error) => error instanceof EngineUnavailableError && /9\.9\.9.*2\.3\.0/.test(error.message),
  );
});

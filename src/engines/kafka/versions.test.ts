import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngineLock } from '../artifacts/engine-lock.ts';
import { EngineUnavailableError } from '../engine.ts';
import { kafkaVersion, kafkaVersionsAskedFor } from './versions.ts';

for (const [asked, patch] of [
  ['0.10.2', '0.10.2.2'],
  ['1.1.0', '1.1.1'],
  ['2.3.0', '2.3.1'],
  ['2.4.2', '2.4.1'],
  ['4.3', '4.3.1'],
] as const) {
  test(`${asked} means the newest patch of its line`, () => {
    assert.equal(loadEngineLock(kafkaVersion(asked).lockName).version, patch);
  });
}

test('every version has its locks, a Java and an answer to each question that a member asks', () => {
  assert.equal(new Set(kafkaVersionsAskedFor).size, kafkaVersionsAskedFor.length);
  for (const asked of kafkaVersionsAskedFor) {
    const { lockName, metadata, javaMajors } = kafkaVersion(asked);
    assert.ok(asked.startsWith(loadEngineLock(lockName).version.split('.').slice(0, 2).join('.')), asked);
    if (metadata.kind === 'zookeeper') assert.equal(loadEngineLock(metadata.lockName).engine, 'zookeeper');
    else assert.ok((metadata.features['metadata.version'] ?? 0) > 0, asked);
    assert.ok(javaMajors.length > 0, asked);
  }
});

test('a version that is not there is refused with those that are', () => {
  assert.throws(
    () => kafkaVersion('9.9.9'),
    (error) => error instanceof EngineUnavailableError && /9\.9\.9.*2\.3\.0/.test(error.message),
  );
});

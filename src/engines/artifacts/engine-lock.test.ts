import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test from 'node:test';
import { loadEngineLock, parseEngineLock } from './engine-lock.ts';

const jar = { coordinates: 'org.example:part:1.0', size: 3, sha256: 'ab'.repeat(32) };

function parse(change: object) {
  return parseEngineLock(
    JSON.stringify({ engine: 'kafka', version: '2.3.1', jars: [jar], ...change }),
    'x.json',
  );
}

for (const entry of readdirSync(new URL('../locks/', import.meta.url))) {
  test(`${entry} is well formed and named after what it holds`, () => {
    const lock = loadEngineLock(entry.replace(/\.json$/, ''));
    assert.equal(`${lock.engine}-${lock.version}.json`, entry);
  });
}

test('a well-formed lock is read as it stands', () => {
  assert.deepEqual(parse({}), { engine: 'kafka', version: '2.3.1', jars: [jar] });
});

test('an unknown engine version names those that there are', () => {
  assert.throws(
    () => loadEngineLock('kafka-0.0.1'),
    /no engine lock "kafka-0\.0\.1"; there are: .*kafka-2\.3\.1/,
  );
  assert.throws(() => loadEngineLock('../../../package'), /no engine lock/);
});

test('malformed locks are refused with the place of the fault', () => {
  assert.throws(() => parseEngineLock('{', 'x.json'), /x\.json is not JSON/);
  assert.throws(() => parse({ jars: [] }), /x\.json is malformed at \/jars/);
  assert.throws(() => parse({ jars: [{ ...jar, sha256: 'AB' }] }), /\/jars\/0\/sha256/);
  assert.throws(() => parse({ jars: [{ ...jar, size: 0 }] }), /\/jars\/0\/size/);
  assert.throws(
    () => parse({ jars: [{ ...jar, coordinates: 'org.example:..:1' }] }),
    /\/jars\/0\/coordinates/,
  );
  assert.throws(() => parse({ jars: [{ ...jar, coord: 'x' }] }), /\/jars\/0/);
});

test('an artifact that is listed in two versions is refused', () => {
  assert.throws(
    () => parse({ jars: [jar, { ...jar, coordinates: 'org.example:part:2.0' }] }),
    /org\.example:part twice/,
  );
});

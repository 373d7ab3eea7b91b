import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '');

test('no source file is longer than 400 lines', () => {
  const long = tracked
    .filter((file) => /\.(ts|tsx|mjs|java)$/.test(file))
    .map((file) => ({ file, lines: readFileSync(resolve(root, file), 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > 400);
  assert.deepEqual(long, []);
});

test('no file is named for what it is not: utils, helpers, managers', () => {
  assert.deepEqual(
    tracked.filter(
      (file) =>
        /(^|[/-])(utils?|helpers?|managers?|misc|common)\.[a-z]+$/.test(file) &&
        !file.endsWith('kafka-manager.ts'),
    ),
    [],
  );
});

test('the lock file holds no download addresses', () => {
  assert.doesNotMatch(readFileSync(resolve(root, 'package-lock.json'), 'utf8'), /"resolved":\s*"http/);
});

test('nothing of a machine or of a registry stands in the project', () => {
  const names = ['repo1.maven', 'registry.npmjs', 'pypi.org', `${root}/`];
  const found = tracked
    .filter((file) => file !== 'test/structure/files.test.ts')
    .flatMap((file) => {
      const text = readFileSync(resolve(root, file), 'utf8');
      return names.filter((name) => text.includes(name)).map((name) => `${file}: ${name}`);
    });
  assert.deepEqual(found, []);
});

import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  checkFiles,
  checkName,
  outputFileName,
  prepareDirectory,
  readOutputTail,
  specDigest,
} from './member-directory.ts';
import { shellMember, temporaryDirs } from './testing/runtime-fixture.ts';

test('names and paths that lead out of the directory, or upon the runtime’s own files, are refused', () => {
  for (const name of ['', '.', '..', 'a/b', 'a|b', '-a', 'ä', 'a'.repeat(129)]) {
    assert.throws(() => checkName(name), /cannot name/, name);
  }
  checkName('0c8a5b6e-1111-4222-8333-944444444444');
  for (const path of [
    '',
    '.',
    '..',
    '../x',
    '/etc/passwd',
    'a/../../x',
    'a/',
    'process.json',
    './output.log',
  ]) {
    assert.throws(() => checkFiles([{ path, content: '' }]), /The member file/, path);
  }
  checkFiles([{ path: 'config/server.properties', content: '' }]);
});

test('a file that the process changes itself is written where it is missing only', async (t) => {
  const { dataDir } = temporaryDirs(t);
  const directory = join(dataDir, 'i1', 'b1');
  const file = { path: 'conf/users.yml', content: 'one\n', once: true } as const;
  await prepareDirectory(directory, [file]);
  writeFileSync(join(directory, file.path), 'one\ntwo\n');
  await prepareDirectory(directory, [file]);
  assert.equal(readFileSync(join(directory, file.path), 'utf8'), 'one\ntwo\n');
});

test('files are private, replaced only when they changed, and no temporary file stays', async (t) => {
  const { dataDir } = temporaryDirs(t);
  const directory = join(dataDir, 'i1', 'b1');
  const files = [
    { path: 'config/a.properties', content: 'a=1\n' },
    { path: 'key.p12', content: new Uint8Array([0, 255, 1]) },
  ];
  await prepareDirectory(directory, files);
  assert.equal(statSync(directory).mode & 0o777, 0o700);
  const before = statSync(join(directory, 'config/a.properties'));
  assert.equal(before.mode & 0o777, 0o600);
  assert.deepEqual(readFileSync(join(directory, 'key.p12')), Buffer.from([0, 255, 1]));

  await prepareDirectory(directory, files);
  assert.equal(statSync(join(directory, 'config/a.properties')).ino, before.ino);
  await prepareDirectory(directory, [{ path: 'config/a.properties', content: 'a=2\n' }]);
  assert.equal(readFileSync(join(directory, 'config/a.properties'), 'utf8'), 'a=2\n');
  assert.deepEqual(readdirSync(join(directory, 'config')), ['a.properties']);
});

test('a failure leaves no directory behind and says where it failed', async (t) => {
  const { dataDir } = temporaryDirs(t);
  const directory = join(dataDir, 'i1', 'b1');
  const files = [
    { path: 'config', content: 'a file' },
    { path: 'config/a', content: 'cannot be' },
  ];
  await assert.rejects(prepareDirectory(directory, files), (error: Error) =>
    error.message.includes(directory),
  );
  assert.equal(existsSync(join(dataDir, 'i1')), false);
});

test('the log is moved aside when it is large, and its tail is read by lines', async (t) => {
  const { dataDir } = temporaryDirs(t);
  mkdirSync(dataDir);
  const log = join(dataDir, outputFileName);
  assert.equal(await readOutputTail(dataDir, 10), '');
  writeFileSync(log, 'one\ntwo\nthree\n');
  assert.equal(await readOutputTail(dataDir, 2), 'two\nthree');
  assert.equal(await readOutputTail(dataDir, 0), '');
  await prepareDirectory(dataDir, []);
  assert.ok(existsSync(log));

  writeFileSync(log, `${'x'.repeat(100_000)}\nlast\n`);
  assert.equal(await readOutputTail(dataDir, 10), 'last');
  truncateSync(log, 5 * 1024 * 1024 + 1);
  await prepareDirectory(dataDir, []);
  assert.equal(existsSync(log), false);
  assert.ok(existsSync(`${log}.1`));
});

test('the digest changes with each part of what is started', () => {
  const member = shellMember({ files: [{ path: 'a', content: 'bc' }] });
  const others = [
    { ...member, executable: '/bin/bash' },
    { ...member, arguments: [] },
    { ...member, files: [{ path: 'ab', content: 'c' }] },
    { ...member, files: [] },
  ];
  assert.equal(new Set([member, ...others].map(specDigest)).size, 5);
  const bytes = { ...member, files: [{ path: 'a', content: Buffer.from('bc') }] };
  assert.equal(specDigest(bytes), specDigest(member));
});

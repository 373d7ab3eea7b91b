import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRecord, recordFileName, writeRecord, type MemberRecord } from './member-record.ts';
import { temporaryDirs } from './testing/runtime-fixture.ts';

const record: MemberRecord = {
  process: { pid: 4711, startTicks: 85415, bootId: 'ee376fc1' },
  specDigest: 'abc',
  executable: '/usr/bin/java',
  startSettings: { partitions: '3' },
  startedAtMs: 1_700_000_000_000,
  crashes: 2,
  lastExit: { atMs: 1_690_000_000_000, cause: 'SIGKILL' },
  stopOrder: 2,
  stopGraceMs: 30_000,
};

test('a record is read as it was written, and is for its owner only', (t) => {
  const { dataDir } = temporaryDirs(t);
  mkdirSync(dataDir);
  assert.equal(readRecord(dataDir), 'missing');
  writeRecord(dataDir, record);
  assert.deepEqual(readRecord(dataDir), record);
  assert.equal(statSync(join(dataDir, recordFileName)).mode & 0o777, 0o600);
  const idle = { ...record, process: null, lastExit: null };
  writeRecord(dataDir, idle);
  assert.deepEqual(readRecord(dataDir), idle);
});

test('a record of an earlier version, which names no executable, is read', (t) => {
  const { dataDir } = temporaryDirs(t);
  mkdirSync(dataDir);
  const { executable: _, ...earlier } = record;
  writeFileSync(join(dataDir, recordFileName), JSON.stringify({ version: 1, ...earlier }));
  assert.deepEqual(readRecord(dataDir), { ...record, executable: null });
});

test('a record that breaks off anywhere is unreadable, never wrong', (t) => {
  const { dataDir } = temporaryDirs(t);
  mkdirSync(dataDir);
  writeRecord(dataDir, record);
  const path = join(dataDir, recordFileName);
  const whole = readFileSync(path, 'utf8').trimEnd();
  for (let length = 0; length < whole.length; length += 1) {
    writeFileSync(path, whole.slice(0, length));
    assert.equal(readRecord(dataDir), 'unreadable');
  }
});

test('pids that kill(2) takes for groups, and records of other versions, are unreadable', (t) => {
  const { dataDir } = temporaryDirs(t);
  mkdirSync(dataDir);
  const damaged = [
    { version: 2 },
    { process: { pid: -1, startTicks: 1, bootId: '' } },
    { process: { pid: 0, startTicks: 1, bootId: '' } },
    { process: { pid: 1, startTicks: 1, bootId: '' } },
    { process: { pid: '4711', startTicks: 1, bootId: '' } },
    { crashes: null },
    { lastExit: { atMs: 'yesterday', cause: null } },
  ];
  for (const change of damaged) {
    writeFileSync(join(dataDir, recordFileName), JSON.stringify({ version: 1, ...record, ...change }));
    assert.equal(readRecord(dataDir), 'unreadable', JSON.stringify(change));
  }
});

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { recordFileName, unknownRecord, writeRecord } from './member-record.ts';
import { readBootId, readProcess } from './process-identity.ts';
import { recordedMembers } from './recorded-members.ts';
import { temporaryDirs } from './testing/runtime-fixture.ts';

test('members are told as their records say, and only a living process counts as running', (t) => {
  const { dataDir } = temporaryDirs(t);
  assert.deepEqual(recordedMembers(dataDir, 'new'), []);
  const directory = (name: string) => join(dataDir, 'instances', 'some', name);
  for (const name of ['lives', 'ended', 'damaged', 'empty']) mkdirSync(directory(name), { recursive: true });
  const identity = readProcess(process.pid, readBootId())?.identity;
  assert.ok(identity !== undefined);
  const record = { ...unknownRecord, process: identity, startedAtMs: 5, executable: '/bin/java', crashes: 2 };
  writeRecord(directory('lives'), record);
  writeRecord(directory('ended'), { ...record, process: { ...identity, startTicks: 1 } });
  writeFileSync(join(directory('damaged'), recordFileName), '{');
  const known = { startedAtMs: 5, crashes: 2, executable: '/bin/java' };
  const unknown = { pid: null, startedAtMs: null, crashes: 0, executable: null };
  assert.deepEqual(recordedMembers(dataDir, 'some'), [
    { name: 'damaged', ...unknown },
    { name: 'empty', ...unknown },
    { name: 'ended', pid: null, ...known },
    { name: 'lives', pid: process.pid, ...known },
  ]);
});

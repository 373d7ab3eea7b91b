import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { DataDirectoryError, openDataDirectory } from './data-directory.ts';

function inTemporaryDirectory(run: (path: string) => void): void {
  const path = mkdtempSync(join(tmpdir(), 'polybroker-data-'));
  try {
    run(path);
  } finally {
    rmSync(path, { recursive: true });
  }
}

/** Opens the directory in a process of its own, then ends that process without a goodbye. */
function openElsewhere(path: string): { output: string; pid: number } {
  const module = new URL('data-directory.ts', import.meta.url).href;
  const script = `
    import { openDataDirectory } from ${JSON.stringify(module)};
    try { openDataDirectory(${JSON.stringify(path)}); process.stdout.write('opened'); }
    catch (error) { process.stdout.write(error.message); }
    process.kill(process.pid, 'SIGKILL');`;
  const { stdout, pid } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  return { output: stdout, pid };
}

test('a directory is locked against other servers, who are told the pid', () => {
  inTemporaryDirectory((path) => {
    const directory = openDataDirectory(path);
    assert.match(openElsewhere(path).output, new RegExp(`is locked by pid ${process.pid}\\.`));
    directory.release();
    assert.equal(openElsewhere(path).output, 'opened');
  });
});

test('a killed server leaves no lock behind, and the sealing key stays', () => {
  inTemporaryDirectory((path) => {
    assert.equal(openElsewhere(path).output, 'opened');
    const first = openDataDirectory(path);
    first.release();
    const second = openDataDirectory(path);
    second.release();
    assert.deepEqual(first.sealingKey, second.sealingKey);
    assert.equal(first.sealingKey.byteLength, 32);
    assert.equal(statSync(join(path, 'sealing.key')).mode & 0o777, 0o600);
    assert.equal(statSync(path).mode & 0o777, 0o700);
  });
});

test('brokers’ data without a database is not taken for left-overs', () => {
  inTemporaryDirectory((path) => {
    mkdirSync(join(path, 'instances', '0b9c'), { recursive: true });
    assert.throws(() => openDataDirectory(path), /holds brokers' data .* but no database/);
    assert.ok(existsSync(join(path, 'instances', '0b9c')));
    writeFileSync(join(path, 'polybroker.sqlite'), '');
    openDataDirectory(path).release();
  });
});

test('a path that cannot be a directory is named', () => {
  inTemporaryDirectory((path) => {
    const file = join(path, 'file');
    writeFileSync(file, '');
    assert.throws(
      () => openDataDirectory(join(file, 'data')),
      (error) => error instanceof DataDirectoryError && error.message.includes('POLYBROKER_DATA_DIR'),
    );
  });
});

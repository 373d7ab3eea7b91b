import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { withMachineLock } from './machine-lock.ts';

test('the lock is held against another process, and is free once that process is killed', async (t) => {
  const name = `machine-lock.test ${process.pid}`;
  const holder = spawn(
    process.execPath,
    [
      '--input-type=module-typescript',
      '-e',
      `import { withMachineLock } from ${JSON.stringify(new URL('machine-lock.ts', import.meta.url).href)};
       await withMachineLock(${JSON.stringify(name)}, 0, () => {
         process.stdout.write('held');
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
       });`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  t.after(() => holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');

  await assert.rejects(
    withMachineLock(name, 0, () => 'never'),
    /Another process has held the machine-wide lock/,
  );
  const waiting = withMachineLock(name, 10_000, () => 'mine');
  holder.kill('SIGKILL');
  assert.equal(await waiting, 'mine');
});

test('what the work throws is passed on, and the lock is free again', async () => {
  const name = `machine-lock.test throws ${process.pid}`;
  await assert.rejects(
    withMachineLock(name, 0, () => {
      throw new Error('work failed');
    }),
    /work failed/,
  );
  assert.equal(await withMachineLock(name, 0, () => 1), 1);
});

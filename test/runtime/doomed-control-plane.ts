import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { memoryAddressBook } from '../../src/runtimes/process/testing/memory-address-book.ts';
import { shellMember } from '../../src/runtimes/process/testing/runtime-fixture.ts';
import { silentLog } from '../../src/system/testing/silent-log.ts';

/*
 * A control plane for the tests beside it: starts two members of instance `i1`, says `up`, and waits to be killed. The third
 * argument names a point at which it kills itself instead, as kill -9 would.
 */
const [dataDir = '', reservationsDir = '', deathPoint] = process.argv.slice(2);

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing more must happen here.
  for (;;);
}

// The record is replaced once before the spawn and once after it.
const deadlyRecord = { beforeSpawn: 1, beforeRecord: 2 }[deathPoint ?? ''];
const { renameSync } = fs;
let records = 0;
fs.renameSync = (from, to) => {
  if (String(to).endsWith('process.json')) records += 1;
  if (records === deadlyRecord) die();
  renameSync(from, to);
};
syncBuiltinESMExports();
const { createProcessRuntime } = await import('../../src/runtimes/process/process-runtime.ts');

const book = memoryAddressBook();
const addressBook = deathPoint === 'beforeRelease' ? { ...book, release: async () => die() } : book;
const runtime = await createProcessRuntime({
  dataDir,
  reservationsDir,
  addressBook,
  nowMs: Date.now,
  log: silentLog,
});
await runtime.adopt(new Set());
await runtime.reserveAddresses('i1', ['broker-1', 'zookeeper-1'], []);
const report = `trap 'echo stopped >> ${dataDir}/order.$STOP; exit 0' TERM`;
for (const [name, stopOrder] of [
  ['zookeeper-1', 1],
  ['broker-1', 2],
] as const) {
  const script = `STOP=${stopOrder}; ${report}; echo up > up; while :; do echo alive >> heartbeat; sleep 0.01; done`;
  await runtime.start('i1', shellMember({ name, stopOrder, script }));
}
if (deathPoint === 'beforeRelease') await runtime.remove('i1');
process.stdout.write('up');
setInterval(() => {}, 60_000);

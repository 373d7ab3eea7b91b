import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { MemberSpec } from '../runtime.ts';
import { removeFoldersElsewhere } from './folder-elsewhere.ts';
import { contentOf, openRuntime, shellMember, temporaryDirs } from './testing/runtime-fixture.ts';

const none: ReadonlySet<string> = new Set();

function setUp(t: TestContext) {
  const dirs = temporaryDirs(t);
  const disk = join(dirs.dataDir, '..', 'disk');
  mkdirSync(disk);
  const member = (name: string, directory = disk): MemberSpec =>
    shellMember({
      name,
      script: 'echo data > data/log; exec sleep 600',
      files: [{ path: 'data/meta', content: 'meta' }],
      folderElsewhere: { folder: 'data', path: join(directory, 'i1', name) },
    });
  return { dirs, disk, member };
}

test('a folder is kept elsewhere, privately, is looked through there, and goes with its instance', async (t) => {
  const { dirs, disk, member } = setUp(t);
  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(none);
  for (const name of ['broker-1', 'broker-2']) await runtime.start('i1', member(name));
  const place = join(disk, 'i1', 'broker-1');
  assert.equal(await contentOf(join(place, 'log')), 'data\n');
  assert.deepEqual(readdirSync(place).toSorted(), ['log', 'meta']);
  for (const directory of [place, join(disk, 'i1')]) assert.equal(statSync(directory).mode & 0o777, 0o700);
  const found = await runtime.listFiles('i1', 'broker-1', 'data');
  assert.deepEqual(found.map(({ path }) => path).toSorted(), ['log', 'meta']);

  writeFileSync(join(disk, 'of-somebody-else'), '');
  await runtime.remove('i1');
  assert.deepEqual(readdirSync(disk), ['of-somebody-else']);
});

test('what a killed server left of a deletion is finished by the next one', async (t) => {
  const { dirs, disk, member } = setUp(t);
  const first = await openRuntime(t, dirs);
  await first.runtime.adopt(none);
  for (const name of ['broker-1', 'broker-2']) await first.runtime.start('i1', member(name));
  await first.runtime.close('stop');
  // It was killed when the data of one member was gone, and its link not yet.
  rmSync(join(disk, 'i1', 'broker-1'), { recursive: true });
  const second = await openRuntime(t, dirs);
  await second.runtime.adopt(none);
  assert.deepEqual(readdirSync(disk), [], 'of an instance that nobody knows');
  assert.ok(!existsSync(join(dirs.dataDir, 'instances', 'i1')));
});

test('a member stays where it began, and does not begin anew where its disk is missing', async (t) => {
  const { dirs, disk, member } = setUp(t);
  const other = join(dirs.dataDir, '..', 'other');
  mkdirSync(other);
  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(none);
  await runtime.start('i1', member('broker-1'));
  await runtime.stop('i1', 'broker-1');
  await runtime.start('i1', member('broker-1', other));
  assert.deepEqual(readdirSync(other), []);
  await runtime.stop('i1', 'broker-1');

  renameSync(disk, `${disk}-unplugged`);
  mkdirSync(disk);
  await assert.rejects(
    runtime.start('i1', member('broker-1')),
    /i1\/broker-1, which is not there\. Is the disk of .* mounted\?/,
  );
  assert.deepEqual(readdirSync(disk), []);
  rmSync(disk, { recursive: true });
  await assert.rejects(
    runtime.start('i1', member('broker-2')),
    /there is no directory .*disk\. Is its disk mounted\?/,
  );
  assert.ok(!existsSync(join(dirs.dataDir, 'instances', 'i1', 'broker-2')), 'nothing is left of it');
});

test('a member that began in the data directory stays there', async (t) => {
  const { dirs, disk, member } = setUp(t);
  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(none);
  const { folderElsewhere: _, ...plain } = member('broker-1');
  await runtime.start('i1', plain);
  await runtime.stop('i1', 'broker-1');
  await runtime.start('i1', member('broker-1'));
  assert.deepEqual(readdirSync(disk), []);
});

test('a place that is not the member’s own is refused, and a link to one is not followed', async (t) => {
  const { dirs, disk, member } = setUp(t);
  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(none);
  for (const path of [join(disk, 'i2', 'broker-1'), join(disk, 'i1', 'broker-2'), 'i1/broker-1', disk]) {
    const wrong = { ...member('broker-1'), folderElsewhere: { folder: 'data', path } };
    await assert.rejects(runtime.start('i1', wrong), /cannot be kept at/);
  }
  const directory = join(dirs.dataDir, 'instances', 'i1', 'broker-1');
  mkdirSync(directory, { recursive: true });
  symlinkSync(disk, join(directory, 'data'));
  await removeFoldersElsewhere(directory);
  assert.ok(existsSync(disk));
});

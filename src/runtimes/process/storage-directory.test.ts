import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { requireStorageDirectory } from './storage-directory.ts';

test('a directory for data is one that exists, and is known by its real path', async (t) => {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'polybroker-storage-')));
  t.after(() => rm(root, { recursive: true }));
  await symlink(root, join(root, 'link'));
  await writeFile(join(root, 'file'), '');
  assert.equal(await requireStorageDirectory(join(root, 'link'), 'Here'), root);
  await assert.rejects(requireStorageDirectory(join(root, 'file'), 'The directory of high'), {
    message: `The directory of high, ${root}/file, is no directory.`,
  });
  await assert.rejects(requireStorageDirectory(join(root, 'gone'), 'The directory of high'), {
    message: `The directory of high, ${root}/gone, cannot be used: it does not exist. Mount its disk, or make it (ENOENT).`,
  });
});

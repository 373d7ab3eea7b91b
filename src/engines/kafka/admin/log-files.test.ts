import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readLogFiles } from './log-files.ts';

test('counts the segments of each partition, and nothing else', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'polybroker-log-files-'));
  try {
    for (const [name, bytes] of [
      ['orders-new-0/00000000000000000000.log', 100],
      ['orders-new-0/00000000000000000100.log', 11],
      ['orders-new-0/00000000000000000000.index', 1000],
      ['orders-new-12/00000000000000000000.log', 0],
      ['gone-0.1234abcd-delete/00000000000000000000.log', 5],
      ['meta.properties', 5],
    ] as const) {
      const path = join(directory, name);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, Buffer.alloc(bytes));
    }
    const found = (await readLogFiles(2, directory)).toSorted(
      (one, other) => one.partition - other.partition,
    );
    assert.deepEqual(found, [
      { brokerId: 2, topic: 'orders-new', partition: 0, sizeBytes: 111n },
      { brokerId: 2, topic: 'orders-new', partition: 12, sizeBytes: 0n },
    ]);
    assert.deepEqual(await readLogFiles(2, join(directory, 'missing')), []);
  } finally {
    await rm(directory, { recursive: true });
  }
});

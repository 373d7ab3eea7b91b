import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { FoundFile } from '../runtime.ts';

/** Units of `blocks`, whatever the file system's are. */
const blockBytes = 512;

/** All files below a directory; none where it does not exist. Files that go while we look are left out. */
export async function foundFiles(directory: string): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  await lookInto(directory, directory, found);
  return found;
}

async function lookInto(directory: string, root: string, found: FoundFile[]): Promise<void> {
  const entries = (await unlessGone(readdir(directory, { withFileTypes: true }))) ?? [];
  // The files of a directory at once, but one directory after the other: a broker has thousands of them.
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(directory, entry.name));
  const facts = await Promise.all(files.map(async (path) => ({ path, facts: await unlessGone(stat(path)) })));
  for (const { path, facts: known } of facts) {
    if (known === null) continue;
    const bytes = Math.min(known.size, known.blocks * blockBytes);
    found.push({ path: relative(root, path), bytes, modifiedAtMs: known.mtimeMs });
  }
  for (const entry of entries) {
    if (entry.isDirectory()) await lookInto(join(directory, entry.name), root, found);
  }
}

async function unlessGone<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

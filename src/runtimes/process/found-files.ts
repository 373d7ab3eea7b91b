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
  const entries = await unlessGone(readdir(directory, { withFileTypes: true }));
  for (const entry of entries ?? []) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      await lookInto(path, root, found);
      continue;
    }
    if (!entry.isFile()) continue;
    const facts = await unlessGone(stat(path));
    if (facts === null) continue;
    const bytes = Math.min(facts.size, facts.blocks * blockBytes);
    found.push({ path: relative(root, path), bytes, modifiedAtMs: facts.mtimeMs });
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

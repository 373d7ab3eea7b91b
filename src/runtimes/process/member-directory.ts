import { createHash } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import type { FolderElsewhere, MemberFile, MemberSpec } from '../runtime.ts';
import { placeFolder, realPlace, removeFoldersElsewhere } from './folder-elsewhere.ts';
import { recordFileName } from './member-record.ts';
import { writeFailure } from './write-failure.ts';

export const outputFileName = 'output.log';
const olderOutputFileName = 'output.log.1';
const rotateAboveBytes = 5 * 1024 * 1024;
/** Enough for the stack traces at the end of a failed start. */
const tailBytes = 64 * 1024;

const ownFileNames = new Set([recordFileName, `${recordFileName}.tmp`, outputFileName, olderOutputFileName]);

/** Instance ids and member names become directory names and parts of a marker. Throws for what is neither safe nor plain. */
export function checkName(name: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(name)) {
    throw new Error(
      `${JSON.stringify(name)} cannot name an instance or a member: use 1 to 128 letters, digits, '.', '_' and '-', a letter or digit first.`,
    );
  }
}

/** Throws when a file of the member would lie outside its directory or upon a file of the runtime's own. */
export function checkFiles(files: readonly MemberFile[]): void {
  for (const { path } of files) {
    const plain = normalize(path);
    if (plain === '.' || isAbsolute(plain) || plain.split('/').includes('..') || plain.endsWith('/')) {
      throw new Error(
        `The member file ${JSON.stringify(path)} must be a relative path inside the directory.`,
      );
    }
    if (ownFileNames.has(plain)) {
      throw new Error(`The member file ${JSON.stringify(path)} has a name that the runtime uses itself.`);
    }
  }
}

/** SHA-256 of all that decides what a started member is: its files and its command. */
export function specDigest(spec: MemberSpec): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([spec.executable, spec.arguments]));
  for (const file of spec.files) {
    const content = typeof file.content === 'string' ? Buffer.from(file.content) : file.content;
    hash.update(`\0${JSON.stringify([file.path, content.byteLength])}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * Makes a member's directory ready for a start: the directory itself (0700), the folder that is kept elsewhere, the files
 * that changed (0600, each replaced at once), room in its log. When it fails, directories that it made are gone again.
 */
export async function prepareDirectory(
  directory: string,
  files: readonly MemberFile[],
  elsewhere?: FolderElsewhere,
  wasStarted = false,
): Promise<void> {
  let made: string | undefined;
  let place = directory;
  try {
    made = await mkdir(directory, { recursive: true, mode: 0o700 });
    if (elsewhere !== undefined) {
      place = elsewhere.path;
      await placeFolder(directory, elsewhere, wasStarted);
    }
    for (const file of files) {
      place = realPlace(directory, file.path, elsewhere);
      const path = join(directory, file.path);
      if (file.once === true && (await currentContent(path)) !== null) continue;
      await writeWhenChanged(path, file.content);
    }
    place = directory;
    await rotateOutput(directory);
  } catch (error) {
    if (made !== undefined) await removeMade(directory);
    throw writeFailure(place, error);
  }
}

/** Replaces those of the files (0600) that changed, each at once, so that a process that reads one sees all of it or nothing of it. */
export async function replaceFiles(directory: string, files: readonly MemberFile[]): Promise<void> {
  try {
    for (const file of files) await writeWhenChanged(join(directory, file.path), file.content);
  } catch (error) {
    throw writeFailure(directory, error);
  }
}

/** Undoes a first start that failed: the member's directory goes, and the instance's if nothing else is in it. */
export async function removeMade(directory: string): Promise<void> {
  await removeFoldersElsewhere(directory);
  await rm(directory, { recursive: true, force: true });
  try {
    await rmdir(dirname(directory));
  } catch {
    // Other members' directories are in it.
  }
}

/** The last lines of the member's output; empty when there is none. */
export async function readOutputTail(directory: string, lines: number): Promise<string> {
  let file;
  try {
    file = await open(join(directory, outputFileName), 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    const all = buffer.toString('utf8', 0, bytesRead).split('\n');
    if (start > 0) all.shift(); // Begins in the middle of a line.
    if (all.at(-1) === '') all.pop();
    return lines > 0 ? all.slice(-lines).join('\n') : '';
  } finally {
    await file.close();
  }
}

async function writeWhenChanged(path: string, content: string | Uint8Array): Promise<void> {
  const wanted = typeof content === 'string' ? Buffer.from(content) : content;
  if ((await currentContent(path))?.equals(wanted) === true) {
    await chmod(path, 0o600);
    return;
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const written = join(dirname(path), `.${basename(path)}.tmp`);
  try {
    await rm(written, { force: true });
    await writeFile(written, wanted, { mode: 0o600, flag: 'wx' });
    await rename(written, path);
  } catch (error) {
    await rm(written, { force: true });
    throw error;
  }
}

async function currentContent(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function rotateOutput(directory: string): Promise<void> {
  const output = join(directory, outputFileName);
  try {
    if ((await stat(output)).size > rotateAboveBytes)
      await rename(output, join(directory, olderOutputFileName));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

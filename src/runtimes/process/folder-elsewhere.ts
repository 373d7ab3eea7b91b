import type { Stats } from 'node:fs';
import { lstat, mkdir, readdir, readlink, rm, rmdir, stat, symlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import type { FolderElsewhere } from '../runtime.ts';

/**
 * A folder of a member that is kept elsewhere is a link in the member's directory. The link is made before what it
 * leads to, and goes after it: whoever is killed in between leaves nothing that cannot be found.
 */

/** Throws where the path is not the member's own: `<a directory>/<instance>/<member>`. */
export function checkFolderElsewhere(
  { folder, path }: FolderElsewhere,
  instanceId: string,
  memberName: string,
): void {
  const isOwn = isAbsolute(path) && normalize(path) === path && isOwnPath(path, instanceId, memberName);
  if (isOwn && /^[A-Za-z0-9_-]+$/.test(folder)) return;
  throw new Error(`${folder} of ${memberName} of instance ${instanceId} cannot be kept at ${path}.`);
}

/**
 * Makes the folder with its link (0700, as the directory of the instance) before a first start. A member that was
 * started before keeps what it has: the folder must be there still, or its data would seem lost.
 */
export async function placeFolder(
  memberDirectory: string,
  { folder, path }: FolderElsewhere,
  wasStarted: boolean,
): Promise<void> {
  const link = join(memberDirectory, folder);
  const present = await linkTarget(link);
  if (present === null && (wasStarted || (await facts(link)) !== null)) return;
  const target = present ?? path;
  const shared = dirname(dirname(target));
  if (wasStarted) {
    if ((await facts(target)) !== null) return;
    throw new Error(
      `The data of this member is in ${target}, which is not there. Is the disk of ${shared} mounted?`,
    );
  }
  if ((await facts(shared)) === null) {
    throw new Error(
      `The data of this member shall be in ${target}, but there is no directory ${shared}. Is its disk mounted?`,
    );
  }
  if (present === null) await symlink(target, link);
  for (const directory of [dirname(target), target]) await makeDirectory(directory);
}

/** Where files of the member really are that have this path in its directory: for messages. */
export function realPlace(
  memberDirectory: string,
  filePath: string,
  elsewhere: FolderElsewhere | undefined,
): string {
  const isThere = elsewhere !== undefined && normalize(filePath).startsWith(`${elsewhere.folder}/`);
  return isThere ? elsewhere.path : memberDirectory;
}

/** Deletes what the member's directory, if there is one, has elsewhere. The links stay, for the next attempt. Idempotent. */
export async function removeFoldersElsewhere(memberDirectory: string): Promise<void> {
  const [instanceId, memberName] = [basename(dirname(memberDirectory)), basename(memberDirectory)];
  for (const entry of await entriesOf(memberDirectory)) {
    if (!entry.isSymbolicLink()) continue;
    const target = await linkTarget(join(memberDirectory, entry.name));
    // A link that anybody else made leads to what is not ours.
    if (target === null || !isOwnPath(target, instanceId, memberName)) continue;
    await rm(target, { recursive: true, force: true, maxRetries: 3 });
    await rmdir(dirname(target)).catch((error: unknown) => {
      // Other members' folders are in it, or it is gone.
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error))) throw error;
    });
  }
}

/** The directories in a directory; none where it does not exist. */
export async function membersIn(instanceDirectory: string): Promise<readonly string[]> {
  const entries = await entriesOf(instanceDirectory);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(instanceDirectory, name));
}

function isOwnPath(path: string, instanceId: string, memberName: string): boolean {
  return isAbsolute(path) && basename(path) === memberName && basename(dirname(path)) === instanceId;
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

async function entriesOf(directory: string) {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw error;
  }
}

/** Null where there is nothing, or no link. */
async function linkTarget(path: string): Promise<string | null> {
  try {
    if (!(await lstat(path)).isSymbolicLink()) return null;
    return await readlink(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function facts(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

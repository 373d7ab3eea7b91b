import { access, constants, realpath, stat } from 'node:fs/promises';

/**
 * The real path of a directory that an operator has set aside for members' data.
 * @param what what it is for, such as `POLYBROKER_STORAGE_CLASSES: the directory of high`
 * @throws Error with what is wrong and what to do, where members cannot write there
 */
export async function requireStorageDirectory(directory: string, what: string): Promise<string> {
  try {
    const real = await realpath(directory);
    if (!(await stat(real)).isDirectory()) throw new Error(`${what}, ${directory}, is no directory.`);
    await access(real, constants.R_OK | constants.W_OK | constants.X_OK);
    return real;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Error(`${what}, ${directory}, cannot be used: ${reason(code)} (${code}).`, { cause: error });
  }
}

function reason(code: string): string {
  if (code === 'ENOENT') return 'it does not exist. Mount its disk, or make it';
  if (code === 'EROFS') return 'its disk is mounted read-only';
  return 'the user who runs the server must be able to read and write there';
}

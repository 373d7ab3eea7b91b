import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Beside the other installed things, so that `npm test` makes an environment once and a clean checkout makes it anew. */
const environments = resolve(import.meta.dirname, '../../node_modules/.cache/python');

export const pythonInstalled = spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0;

/** A Python with exactly these packages (`name==version`) in a virtual environment; answers its executable. */
export async function pythonWith(packages: readonly string[]): Promise<string> {
  const name = createHash('sha256').update(packages.join(' ')).digest('hex').slice(0, 16);
  const directory = join(environments, name);
  const executable = join(directory, 'bin', 'python');
  if (existsSync(executable)) return executable;
  const unfinished = `${directory}.${process.pid}`;
  await mkdir(environments, { recursive: true });
  await run('python3', ['-m', 'venv', unfinished]);
  await run(join(unfinished, 'bin', 'python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    // What is not imported need not be compiled: the clouds' packages have many thousand files.
    '--no-compile',
    '--disable-pip-version-check',
    ...packages,
  ]);
  // Only what is complete gets the name. Nothing that is used by path alone minds that it was made elsewhere.
  await rename(unfinished, directory).catch(async (error: unknown) => {
    if (!existsSync(executable)) throw error;
    await rm(unfinished, { recursive: true });
  });
  return executable;
}

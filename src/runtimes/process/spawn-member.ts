import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { outputFileName } from './member-directory.ts';

/** Throws a clear error for an absolute path that cannot be executed, before anything is made for it. */
export async function checkExecutable(executable: string): Promise<void> {
  if (!isAbsolute(executable)) return; // Looked for in PATH by the system.
  try {
    await access(executable, constants.X_OK);
  } catch (error) {
    throw startError(executable, error);
  }
}

/**
 * Starts a process that goes on when this one ends: in a session of its own (setsid), so that neither the terminal's
 * Ctrl-C nor its hang-up reaches it, with its output in a file instead of a pipe that would break.
 */
export async function spawnMember(
  directory: string,
  executable: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly child: ChildProcess; readonly pid: number }> {
  const output = openSync(join(directory, outputFileName), 'a', 0o600);
  let child: ChildProcess;
  try {
    child = spawn(executable, args, {
      cwd: directory,
      detached: true,
      env: environment,
      stdio: ['ignore', output, output],
    });
  } catch (error) {
    throw startError(executable, error); // Such as E2BIG; most reasons come as an event instead.
  } finally {
    closeSync(output);
  }
  if (child.pid === undefined) {
    // Node reports why in an event that follows.
    return new Promise<never>((_, reject) => {
      child.once('error', (error) => reject(startError(executable, error)));
    });
  }
  // For a child that runs, an error is a signal that could not be sent; whoever sends signals here sees it itself.
  child.on('error', () => {});
  child.unref();
  return { child, pid: child.pid };
}

function startError(executable: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  const why =
    code === 'ENOENT'
      ? 'there is no such file, or the interpreter that its first line names is missing'
      : code === 'EACCES'
        ? 'this user may not execute it'
        : code === 'EAGAIN'
          ? 'this user has too many processes (ulimit -u), or the machine has'
          : message;
  return new Error(`Cannot start ${executable}: ${why}.`, { cause: error });
}

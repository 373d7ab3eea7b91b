import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const databaseName = 'polybroker.sqlite';

/** A start that cannot go on, told in one line: what is wrong and what to do. */
export class DataDirectoryError extends Error {
  override readonly name = 'DataDirectoryError';
}

/** The data directory, locked by this process until `release` or until the process ends, however it ends. */
export interface DataDirectory {
  readonly path: string;
  readonly databaseFile: string;
  /** 32 bytes, kept beside the database and not in it. */
  readonly sealingKey: Uint8Array;
  release(): void;
}

/**
 * Makes the directory if need be and takes its lock.
 * @throws DataDirectoryError when it is not writable or locked by another server
 */
export function openDataDirectory(path: string): DataDirectory {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chmodSync(path, 0o700);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new DataDirectoryError(
      `The data directory ${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}). Make it writable, or choose another one with POLYBROKER_DATA_DIR.`,
      { cause: error },
    );
  }
  const release = lock(path);
  try {
    refuseLostDatabase(path);
    return { path, databaseFile: join(path, databaseName), sealingKey: readSealingKey(path), release };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * What commands need of a directory that a server uses or has used. It takes no lock: commands and the server write the
 * same database, one transaction at a time.
 * @throws DataDirectoryError when no server has been started on it
 */
export function findDataDirectory(path: string): Omit<DataDirectory, 'release'> {
  const databaseFile = join(path, databaseName);
  if (!existsSync(databaseFile) || !existsSync(join(path, 'sealing.key'))) {
    throw new DataDirectoryError(
      `No server has been started on the data directory ${path} yet. Start one first, or name another directory with --data-dir or POLYBROKER_DATA_DIR.`,
    );
  }
  return { path, databaseFile, sealingKey: readSealingKey(path) };
}

/**
 * The lock is SQLite's own on a small file: the kernel ends it with the process, so there is no stale lock to judge
 * after a kill -9, and processes that we start do not inherit it.
 */
function lock(path: string): () => void {
  const pidFile = join(path, 'server.pid');
  let holder: DatabaseSync | undefined;
  try {
    holder = new DatabaseSync(join(path, 'server.lock'), { timeout: 0 });
    holder.exec('PRAGMA journal_mode = DELETE');
    holder.exec('BEGIN EXCLUSIVE');
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    holder?.close();
    const reason = (error as Error).message;
    if (!/locked/.test(reason)) {
      throw new DataDirectoryError(
        `The data directory ${path} cannot be written: ${reason}. Make room or make it writable, or choose another one with POLYBROKER_DATA_DIR.`,
        { cause: error },
      );
    }
    throw new DataDirectoryError(
      `The data directory ${path} is locked by pid ${readPid(pidFile)}. Stop that server, or choose another directory with POLYBROKER_DATA_DIR.`,
      { cause: error },
    );
  }
  const held = holder;
  return () => held.close();
}

/**
 * Brokers' directories that no database knows are removed at boot as left-overs. So a database that was lost, or
 * restored elsewhere, must not look like one that knows of no instance.
 */
function refuseLostDatabase(path: string): void {
  const instances = join(path, 'instances');
  if (existsSync(join(path, databaseName)) || !existsSync(instances) || readdirSync(instances).length === 0)
    return;
  throw new DataDirectoryError(
    `The data directory ${path} holds brokers' data in ${instances} but no database ${databaseName}. Bring the database back, or move that data away, or choose another directory with POLYBROKER_DATA_DIR.`,
  );
}

function readPid(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '(unknown)';
  }
}

function readSealingKey(path: string): Uint8Array {
  const file = join(path, 'sealing.key');
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const key = randomBytes(32);
  writeFileSync(file, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return key;
}

import { EngineUnavailableError } from '../engine.ts';
import type { EngineLock, LockedJar } from './engine-lock.ts';

/** Says which jar of which engine could not be fetched from where, why, and what to do about it. */
export function jarUnavailable(
  lock: EngineLock,
  jar: LockedJar,
  address: string,
  directory: string,
  cause: unknown,
): EngineUnavailableError {
  return new EngineUnavailableError(
    `${lock.engine} ${lock.version} needs ${jar.coordinates}, which could not be fetched from ${address}: ` +
      `${messageOf(cause)}. ${advice(cause, directory)}`,
    { cause },
  );
}

function advice(cause: unknown, directory: string): string {
  switch (fileErrorCode(cause)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk of ${directory} is full: make room, or set POLYBROKER_CACHE_DIR to a directory on another disk.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Make ${directory} writable for this user, or set POLYBROKER_CACHE_DIR to another directory.`;
    default:
      return (
        'Check that this machine reaches that address (behind a proxy: set NODE_USE_ENV_PROXY=1 and HTTPS_PROXY), ' +
        'or configure a mirror of the Maven repository. What was fetched so far is kept.'
      );
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && fileErrorCode(error.cause) !== null
    ? `${error.message} (${error.cause.message})`
    : error.message;
}

/** The code of a failed file operation, or null; a firewall can refuse a connection with the same codes. */
function fileErrorCode(error: unknown): string | null {
  for (let link: unknown = error; link instanceof Error; link = link.cause) {
    const { code, syscall } = link as NodeJS.ErrnoException;
    if (
      syscall !== 'connect' &&
      code !== undefined &&
      ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS'].includes(code)
    )
      return code;
  }
  return null;
}

import { DomainError } from '../domain/errors.ts';

/** SQLite's result codes (their low byte; the rest says where) for a disk that does not take what is written. */
const full = 13;
const unusable: ReadonlySet<number> = new Set([8, 10, 14]);

/**
 * Words an error of SQLite for owners and operators where the disk is at fault; any other stays as it is.
 * SQLite undoes the whole transaction of a write that fails, so that nothing is half-made.
 */
export function storageFailure(file: string, error: unknown): unknown {
  const { errcode, message } = error as { errcode?: unknown; message?: unknown };
  if (typeof errcode !== 'number') return error;
  const code = errcode & 0xff;
  if (code !== full && !unusable.has(code)) return error;
  const why = code === full ? 'no space is left on its disk' : String(message);
  const failure = new DomainError(
    'storage-unavailable',
    `The database ${file} cannot be written: ${why}. Nothing was changed. Make room there, or make it writable, and try again.`,
  );
  failure.cause = error;
  return failure;
}

/** The error to throw when something below `path` could not be written: why, in plain words, and what to do. */
export function writeFailure(path: string, error: unknown): Error {
  return new Error(`Cannot write to ${path}: ${reason(error)}`, { cause: error });
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return 'no space is left there. Make room on that file system; the start can then be repeated.';
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `this user may not write there (${code}). The directory must belong to the user who runs the server.`;
  }
  return `${message}.`;
}

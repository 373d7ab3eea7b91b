import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LockedJar } from './engine-lock.ts';

export interface DownloadOptions {
  readonly fetch: typeof fetch;
  readonly headers: Readonly<Record<string, string>>;
  /** Where unfinished files stand; on the same file system as the target, so that the rename is atomic. */
  readonly partialDirectory: string;
  readonly signal: AbortSignal;
  /** Gives up an attempt that has received nothing for this long. */
  readonly stallTimeoutMs: number;
  /** Pause before the second attempt; doubles for each further one. */
  readonly retryDelayMs: number;
  readonly onBytes: (bytes: number) => void;
  readonly warn: (message: string) => void;
}

/** Why a download failed; `retryable` where another attempt can end differently. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly retryable: boolean;

  constructor(message: string, retryable: boolean, options?: ErrorOptions) {
    super(message, options);
    this.retryable = retryable;
  }
}

const attemptsMost = 4;

/**
 * Fetches a jar to `target`, which exists afterwards only with the right size and SHA-256. An attempt that breaks off
 * is taken up where it ended (HTTP Range). Several processes may fetch the same jar at once: each writes a file of its own.
 * @throws DownloadError, a file system error, or the signal's reason
 */
export async function downloadJar(
  jar: LockedJar,
  url: string,
  target: string,
  options: DownloadOptions,
): Promise<void> {
  await mkdir(options.partialDirectory, { recursive: true });
  const partial = join(options.partialDirectory, `${basename(target)}.${randomUUID()}.part`);
  const file = await open(partial, 'wx+');
  try {
    await fetchWithRetries(jar, url, file, options);
    await file.sync();
    await file.close();
    await mkdir(dirname(target), { recursive: true });
    await rename(partial, target);
  } finally {
    await file.close();
    await rm(partial, { force: true });
  }
}

async function fetchWithRetries(
  jar: LockedJar,
  url: string,
  file: FileHandle,
  options: DownloadOptions,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await fetchOnce(jar, url, file, options);
      await verifyContent(jar, file);
      return;
    } catch (error) {
      options.signal.throwIfAborted();
      if (!(error instanceof DownloadError) || !error.retryable || attempt === attemptsMost) throw error;
      const delayMs = options.retryDelayMs * 2 ** (attempt - 1);
      options.warn(`${jar.coordinates}: ${error.message}; trying again in ${delayMs} ms.`);
      await sleep(delayMs, undefined, { signal: options.signal });
    }
  }
}

async function fetchOnce(
  jar: LockedJar,
  url: string,
  file: FileHandle,
  options: DownloadOptions,
): Promise<void> {
  let offset = (await file.stat()).size;
  // A file that is complete gets here only when its checksum was wrong.
  if (offset >= jar.size) offset = 0;
  const stall = new AbortController();
  const stalled = new DownloadError(`nothing was received for ${options.stallTimeoutMs} ms`, true);
  const timer = setTimeout(() => stall.abort(stalled), options.stallTimeoutMs);
  try {
    const response = await options.fetch(url, {
      // A compressed body would be unpacked on the way, and ranges and sizes would not be the file's.
      headers: {
        ...options.headers,
        'accept-encoding': 'identity',
        ...(offset > 0 && { range: `bytes=${offset}-` }),
      },
      signal: AbortSignal.any([options.signal, stall.signal]),
    });
    timer.refresh();
    // 206 continues where the file ends, provided that the server counts as we do; anything else starts anew.
    const continues =
      response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${offset}-`);
    if (!response.ok || (response.status === 206 && !continues)) {
      await response.body?.cancel();
      // 416 and a wrong 206 mean that the file there is not the one that broke off.
      if (offset > 0) await file.truncate(0);
      throw new DownloadError(
        `the server answered HTTP ${response.status}`,
        offset > 0 || mayPass(response.status),
      );
    }
    if (!continues) offset = 0;
    await file.truncate(offset);
    options.onBytes(offset);
    for await (const chunk of response.body ?? []) {
      timer.refresh();
      if (offset + chunk.byteLength > jar.size) {
        await file.truncate(0);
        throw new DownloadError(
          `the server sent more than the ${jar.size} bytes that the lock file names`,
          true,
        );
      }
      await writeFully(file, chunk, offset);
      offset += chunk.byteLength;
      options.onBytes(offset);
    }
    if (offset < jar.size) {
      throw new DownloadError(`the server sent ${offset} of ${jar.size} bytes`, true);
    }
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    if (stall.signal.aborted) throw stalled;
    throw new DownloadError(connectionCause(error), true, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function writeFully(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  try {
    // A positioned write may write less than it was given.
    for (let written = 0; written < chunk.byteLength;) {
      const rest = chunk.byteLength - written;
      written += (await file.write(chunk, written, rest, position + written)).bytesWritten;
    }
  } catch (error) {
    // Not retryable: a full disk is still full a second later.
    throw new DownloadError('the file could not be written', false, { cause: error });
  }
}

async function verifyContent(jar: LockedJar, file: FileHandle): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false }))
    hash.update(chunk as Buffer);
  const sha256 = hash.digest('hex');
  if (sha256 === jar.sha256) return;
  await file.truncate(0);
  throw new DownloadError(
    `checksum mismatch: the server's file has SHA-256 ${sha256}, the lock file says ${jar.sha256}`,
    true,
  );
}

/** Whether a request that got this status may succeed a moment later. */
function mayPass(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** `fetch` says only "fetch failed"; what happened stands in its cause, or in the errors of each address tried. */
function connectionCause(error: unknown): string {
  let deepest = error;
  while (deepest instanceof Error) {
    const inner: unknown = deepest instanceof AggregateError ? deepest.errors[0] : deepest.cause;
    if (inner === undefined) break;
    deepest = inner;
  }
  return deepest instanceof Error ? deepest.message || String(deepest) : String(deepest);
}

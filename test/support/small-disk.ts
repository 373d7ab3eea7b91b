import { execFile } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { appendFile, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A file system of its own, in memory, that can be filled up. Only root may mount it. */
export interface SmallDisk {
  readonly path: string;
  /** Takes all the room but so many bytes. */
  fill(leaveBytes: number): Promise<void>;
  makeRoom(): Promise<void>;
  unmount(): Promise<void>;
}

const run = promisify(execFile);

/** Why this machine allows no such disk, or null where it does. */
export const whyNoSmallDisk: string | null =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'only root on Linux may mount a small disk'
    : null;

export async function mountSmallDisk(mebibytes: number): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), 'polybroker-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0700`, 'polybroker-test', path]);
  const ballast = join(path, 'ballast');
  return {
    path,
    async fill(leaveBytes) {
      for (;;) {
        const { bavail, bsize } = statfsSync(path);
        const bytes = Math.min(bavail * bsize - leaveBytes, 4 * 1024 * 1024);
        if (bytes <= 0) return;
        await appendFile(ballast, Buffer.alloc(bytes, 1));
      }
    },
    makeRoom: () => rm(ballast, { force: true }),
    async unmount() {
      await run('umount', [path]);
      await rmdir(path);
    },
  };
}

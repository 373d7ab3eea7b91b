import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const retryMs = 25;

/**
 * Runs `work` while no other process of this machine runs under the same name.
 *
 * The lock is a socket in Linux's abstract namespace (unix(7)): it needs no file, belongs to the network namespace, whose
 * addresses are what we share, and the kernel frees it when its holder dies, so that it is never stale.
 */
export async function withMachineLock<T>(name: string, patienceMs: number, work: () => T): Promise<T> {
  const socketName = socketNameOf(name);
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const server = await tryHold(socketName);
    if (server !== null) {
      try {
        return work();
      } finally {
        await new Promise((resolve) => server.close(resolve));
      }
    }
    if (performance.now() > deadline) {
      throw new Error(
        `Another process has held the machine-wide lock of ${name} for ${patienceMs} ms. ` +
          'Look for a stopped or hanging Polybroker server on this machine (`ss -xlp | grep polybroker`) and end it.',
      );
    }
    await delay(retryMs);
  }
}

/** Takes the lock if it is free; answers how to give it back, or null where another process has it. */
export async function tryMachineLock(name: string): Promise<(() => void) | null> {
  const server = await tryHold(socketNameOf(name));
  return server === null ? null : () => server.close();
}

/** sun_path holds 108 bytes, and names may be long paths. */
function socketNameOf(name: string): string {
  return `\0polybroker-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
}

function tryHold(socketName: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(socketName, () => resolve(server));
  });
}

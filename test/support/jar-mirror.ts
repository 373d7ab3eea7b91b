import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { glob, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { defaultDirectory } from '../../src/config/options.ts';

/** A mirror of the Maven repository on loopback, which has the jars of this user's cache. */
export interface JarMirror {
  readonly address: string;
  /** `serves`: as a mirror does; `fails`: answers 503; `is-silent`: takes requests and answers none. */
  mode: 'serves' | 'fails' | 'is-silent';
  /** A cache directory that holds no jars, but whatever else this user's holds (such as a private Java). */
  readonly emptyCache: string;
  close(): Promise<void>;
}

export async function startJarMirror(): Promise<JarMirror> {
  const userCache = process.env['POLYBROKER_CACHE_DIR'] || defaultDirectory(process.env, 'cache');
  const jars = new Map<string, string>();
  for await (const path of glob(join(userCache, 'jars', '*', '*', '*.jar'))) jars.set(basename(path), path);
  if (jars.size === 0) throw new Error(`There are no jars in ${userCache}: start a server first.`);

  const emptyCache = await mkdtemp(join(tmpdir(), 'polybroker-cache-'));
  for (const entry of await readdir(userCache)) {
    if (entry !== 'jars') await symlink(join(userCache, entry), join(emptyCache, entry));
  }
  const answers: Record<JarMirror['mode'], (path: string, response: ServerResponse) => void> = {
    serves(path, response) {
      const jar = jars.get(basename(path));
      if (jar === undefined) response.writeHead(404).end();
      else createReadStream(jar).pipe(response);
    },
    fails: (_path, response) => void response.writeHead(503).end('<html>Service Unavailable</html>'),
    'is-silent': () => {},
  };
  const server = createServer((request, response) => answers[mirror.mode](request.url ?? '', response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const mirror: JarMirror = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/maven2`,
    mode: 'serves',
    emptyCache,
    async close() {
      server.closeAllConnections();
      server.close();
      await rm(emptyCache, { recursive: true });
    },
  };
  return mirror;
}

import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import type { TestContext } from 'node:test';
import { EngineUnavailableError } from '../engine.ts';
import type { EngineLock } from './engine-lock.ts';
import { createJarCache } from './jar-cache.ts';
import type { FetchProgress, JarCacheOptions } from './jar-cache.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, content: Buffer) => void;

/** A mirror of the Maven repository on loopback, with jars of random content and a lock file that names them. */
async function setUp(t: TestContext, jarCount = 3, jarBytes = 100_000) {
  const contents = new Map<string, Buffer>();
  const jars = Array.from({ length: jarCount }, (_, index) => {
    const content = randomBytes(jarBytes + index);
    contents.set(`/maven/org/example/part-${index}/1.0/part-${index}-1.0.jar`, content);
    return {
      coordinates: `org.example:part-${index}:1.0`,
      size: content.length,
      sha256: hash('sha256', content),
    };
  });
  const lock: EngineLock = { engine: 'example', version: '1.0', jars };
  const mirror = {
    requests: [] as string[],
    /** Answers in the place of the mirror for as long as it is set. */
    answer: undefined as Answer | undefined,
  };
  const server = createServer((request, response) => {
    mirror.requests.push(request.url ?? '');
    const content = contents.get(request.url ?? '');
    if (content === undefined) response.writeHead(404).end('<html>not here</html>');
    else if (mirror.answer !== undefined) mirror.answer(request, response, content);
    else response.end(content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const directory = await mkdtemp(join(tmpdir(), 'jar-cache-'));
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(directory, { recursive: true, force: true });
  });
  const warnings: string[] = [];
  const options: JarCacheOptions = {
    directory,
    repository: `http://127.0.0.1:${(server.address() as AddressInfo).port}/maven`,
    warn: (message) => warnings.push(message),
    retryDelayMs: 1,
  };
  const assertComplete = async (paths: readonly string[]) => {
    const found = await Promise.all(paths.map(async (path) => hash('sha256', await readFile(path))));
    assert.deepEqual(
      found,
      jars.map((jar) => jar.sha256),
    );
    assert.deepEqual(await readdir(join(directory, 'jars', 'partial')), [], 'no unfinished files are left');
  };
  return { lock, mirror, server, options, directory, warnings, assertComplete };
}

function unavailable(...parts: RegExp[]) {
  return (error: unknown) => {
    assert.ok(error instanceof EngineUnavailableError, String(error));
    for (const part of parts) assert.match(error.message, part);
    return true;
  };
}

test('fetches each jar once, reports progress, and answers the paths in the order of the lock', async (t) => {
  const { lock, mirror, options, assertComplete } = await setUp(t, 20, 5_000);
  const cache = createJarCache(options);
  const progress: FetchProgress[] = [];
  const paths = await cache.ensure(lock, { onProgress: (step) => progress.push(step) });
  assert.deepEqual(paths, cache.paths(lock));
  await assertComplete(paths);
  assert.match(paths[0] ?? '', /\/jars\/[0-9a-f]{2}\/[0-9a-f]{64}\/part-0-1\.0\.jar$/);
  assert.equal(mirror.requests.length, 20);
  const bytesTotal = lock.jars.reduce((sum, jar) => sum + jar.size, 0);
  assert.deepEqual(progress[0], { jarsDone: 0, jarsTotal: 20, bytesDone: 0, bytesTotal });
  assert.deepEqual(progress.at(-1), { jarsDone: 20, jarsTotal: 20, bytesDone: bytesTotal, bytesTotal });
});

test('needs no network once the jars are here', async (t) => {
  const { lock, server, options, assertComplete } = await setUp(t);
  await createJarCache(options).ensure(lock);
  server.close();
  const progress: FetchProgress[] = [];
  await assertComplete(
    await createJarCache(options).ensure(lock, { onProgress: (step) => progress.push(step) }),
  );
  assert.deepEqual(progress, []);
});

test('a truncated jar is noticed by a cache that verified it before, and fetched again', async (t) => {
  const { lock, mirror, options, warnings, assertComplete } = await setUp(t);
  const cache = createJarCache(options);
  const paths = await cache.ensure(lock);
  await truncate(paths[1] ?? '', 10);
  await assertComplete(await cache.ensure(lock));
  assert.equal(mirror.requests.length, 4);
  assert.match(warnings.join('\n'), /part-1-1\.0\.jar is damaged \(it has 10 bytes instead of 100001\)/);
});

test('an altered jar of the right size and time is noticed by the next process, and fetched again', async (t) => {
  const { lock, mirror, options, warnings, assertComplete } = await setUp(t);
  const [path = ''] = await createJarCache(options).ensure(lock);
  const { atime, mtime } = await stat(path);
  const content = await readFile(path);
  content.writeUInt8(content.readUInt8(500) ^ 1, 500);
  await writeFile(path, content);
  await utimes(path, atime, mtime);
  await assertComplete(await createJarCache(options).ensure(lock));
  assert.equal(mirror.requests.length, 4);
  assert.match(warnings.join('\n'), /part-0-1\.0\.jar is damaged \(its SHA-256/);
});

test('a mirror whose jar has another checksum is refused', async (t) => {
  const { lock, mirror, options, directory } = await setUp(t, 1);
  mirror.answer = (_request, response, content) => response.end(Buffer.alloc(content.length));
  await assert.rejects(
    createJarCache(options).ensure(lock),
    unavailable(
      /^example 1\.0 needs org\.example:part-0:1\.0/,
      /127\.0\.0\.1:\d+\/maven\/org\//,
      /checksum mismatch/,
    ),
  );
  assert.deepEqual(await readdir(join(directory, 'jars')), ['partial']);
  assert.deepEqual(await readdir(join(directory, 'jars', 'partial')), []);
});

test('a jar that the repository lacks fails at once and says so', async (t) => {
  const { lock, mirror, options } = await setUp(t, 1);
  const { jars } = lock;
  const other = { ...lock, jars: jars.map((jar) => ({ ...jar, coordinates: 'org.example:absent:1.0' })) };
  await assert.rejects(
    createJarCache(options).ensure(other),
    unavailable(/absent-1\.0\.jar: the server answered HTTP 404/, /mirror/),
  );
  assert.equal(mirror.requests.length, 1);
});

test('an error of the server is tried again', async (t) => {
  const { lock, mirror, options, warnings, assertComplete } = await setUp(t, 1);
  mirror.answer = (_request, response) => {
    mirror.answer = undefined;
    response.writeHead(500).end();
  };
  await assertComplete(await createJarCache(options).ensure(lock));
  assert.deepEqual(mirror.requests.length, 2);
  assert.match(warnings.join(), /HTTP 500; trying again in 1 ms/);
});

test('a download that breaks off goes on where it ended', async (t) => {
  const { lock, mirror, options, assertComplete } = await setUp(t, 1);
  const ranges: (string | undefined)[] = [];
  let first: ServerResponse | undefined;
  mirror.answer = (request, response, content) => {
    const { range } = request.headers;
    ranges.push(range);
    if (range === undefined) {
      first = response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 60_000));
    } else {
      const start = Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
      response.writeHead(206, { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` });
      response.end(content.subarray(start));
    }
  };
  const onProgress = ({ bytesDone }: FetchProgress) => {
    if (bytesDone > 0) first?.destroy();
  };
  await assertComplete(await createJarCache(options).ensure(lock, { onProgress }));
  assert.equal(ranges.length, 2);
  assert.match(ranges[1] ?? '', /^bytes=[1-9]\d*-$/);
});

test('a server without ranges sends the whole jar again', async (t) => {
  const { lock, mirror, options, assertComplete } = await setUp(t, 1);
  mirror.answer = (_request, response, content) => {
    mirror.answer = undefined;
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, 60_000), () => response.destroy());
  };
  await assertComplete(await createJarCache(options).ensure(lock));
  assert.equal(mirror.requests.length, 2);
});

test('a server that falls silent is given up and asked again', async (t) => {
  const { lock, mirror, options, warnings, assertComplete } = await setUp(t, 1);
  mirror.answer = () => {
    mirror.answer = undefined;
  };
  await assertComplete(await createJarCache({ ...options, stallTimeoutMs: 50 }).ensure(lock));
  assert.match(warnings.join(), /nothing was received for 50 ms/);
});

test('an answer that is longer than the jar is cut off', async (t) => {
  const { lock, mirror, options } = await setUp(t, 1);
  mirror.answer = (_request, response, content) => response.end(Buffer.concat([content, content]));
  await assert.rejects(createJarCache(options).ensure(lock), unavailable(/sent more than the 100000 bytes/));
});

test('a repository that does not listen is named with the cause and what to do', async (t) => {
  const { lock, server, options } = await setUp(t, 1);
  server.close();
  await assert.rejects(
    createJarCache(options).ensure(lock),
    unavailable(/ECONNREFUSED/, /Check that this machine reaches that address/),
  );
});

test('two caches on one directory at once both end with whole jars', async (t) => {
  const { lock, options, assertComplete } = await setUp(t, 10);
  const both = await Promise.all([
    createJarCache(options).ensure(lock),
    createJarCache(options).ensure(lock),
  ]);
  assert.deepEqual(both[0], both[1]);
  await assertComplete(both[0]);
});

test('two calls at once on one cache fetch each jar once', async (t) => {
  const { lock, mirror, options, assertComplete } = await setUp(t, 10);
  const cache = createJarCache(options);
  const both = await Promise.all([cache.ensure(lock), cache.ensure(lock)]);
  await assertComplete(both[1]);
  assert.equal(mirror.requests.length, 10);
});

test('an abort ends the downloads with its reason, for its own caller only', async (t) => {
  const { lock, mirror, options, directory, assertComplete } = await setUp(t, 1);
  const cache = createJarCache(options);
  const controller = new AbortController();
  mirror.answer = (_request, response) => {
    mirror.answer = undefined;
    response.write('a beginning', () => controller.abort(new Error('the server stops')));
  };
  const first = cache.ensure(lock, { signal: controller.signal });
  const second = cache.ensure(lock);
  await assert.rejects(first, /the server stops/);
  await assertComplete(await second);
  assert.deepEqual(await readdir(join(directory, 'jars', 'partial')), []);
  await assert.rejects(cache.ensure(lock, { signal: AbortSignal.abort(new Error('too late')) }), /too late/);
});

test('unfinished files of dead processes are removed, young ones are left alone', async (t) => {
  const { lock, options, directory } = await setUp(t, 1);
  const cache = createJarCache(options);
  const [path = ''] = await cache.ensure(lock);
  const partial = join(directory, 'jars', 'partial');
  await writeFile(join(partial, 'old.part'), 'x');
  await writeFile(join(partial, 'young.part'), 'x');
  const twoHoursAgo = Date.now() / 1000 - 7200;
  await utimes(join(partial, 'old.part'), twoHoursAgo, twoHoursAgo);
  await rm(path);
  await cache.ensure(lock);
  assert.deepEqual(await readdir(partial), ['young.part']);
});

test('a cache directory that cannot be made says what to do', async (t) => {
  const { lock, options, directory } = await setUp(t, 1);
  await writeFile(join(directory, 'file'), '');
  await assert.rejects(
    createJarCache({ ...options, directory: join(directory, 'file') }).ensure(lock),
    unavailable(/ENOTDIR/, /POLYBROKER_CACHE_DIR/),
  );
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { createJarCache } from '../../src/engines/artifacts/jar-cache.ts';
import { loadEngineLock } from '../../src/engines/artifacts/engine-lock.ts';
import { compileJava } from '../../src/engines/java/compile-java.ts';
import { createJavaFinder } from '../../src/engines/java/find-java.ts';
import { ensureBrokerJar } from '../../src/engines/kafka/broker-jar.ts';
import { brokerClasses } from '../../src/engines/kafka/broker-classes.ts';

suite('the classes that run inside brokers', { timeout: 120_000 }, () => {
  const caches = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const jarCache = createJarCache({
    directory: process.env['POLYBROKER_CACHE_DIR'] ?? join(caches, 'polybroker'),
  });
  let directory: string;
  let javaExecutable: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'polybroker-jvm-'));
    javaExecutable = (await createJavaFinder({ environment: process.env })(17)).executable;
  });
  after(() => rm(directory, { recursive: true, force: true }));

  const parts = () => ({ jarCache, directory, javaExecutable, signal: AbortSignal.timeout(60_000) });

  test('are compiled once, also by two servers at once, into a jar that Java reads', async () => {
    const [one, other] = await Promise.all([ensureBrokerJar(parts()), ensureBrokerJar(parts())]);
    assert.equal(one, other);
    const { ino } = await stat(one);
    assert.equal(await ensureBrokerJar(parts()), one);
    assert.equal((await stat(one)).ino, ino);
    assert.deepEqual(await readdir(join(directory, 'partial')), []);

    const newer: ReadonlySet<string> = new Set([
      brokerClasses.authorizerWithZooKeeper,
      brokerClasses.authorizerKraft,
    ]);
    const { signal } = parts();
    const kafka23 = await jarCache.ensure(loadEngineLock('kafka-2.3.1'), { signal });
    const kafka32 = await jarCache.ensure(loadEngineLock('kafka-3.2.3'), { signal });
    for (const name of Object.values(brokerClasses)) {
      const classpath = [one, ...(newer.has(name) ? kafka32 : kafka23)].join(':');
      // Java finds the class, links it, and only misses a main method.
      const run = promisify(execFile)(javaExecutable, ['-classpath', classpath, name]);
      await assert.rejects(run, /Main method not found in class polybroker/);
    }
  });

  test('cannot be kept where the directory is not one, and the message says what to do', async () => {
    const file = join(directory, 'a-file');
    await writeFile(file, '');
    await assert.rejects(ensureBrokerJar({ ...parts(), directory: join(file, 'jvm') }), {
      name: 'EngineUnavailableError',
      message: /POLYBROKER_CACHE_DIR/,
    });
  });

  test('tell what the compiler complained about', async () => {
    const source = join(directory, 'Wrong.java');
    await writeFile(source, 'class Wrong { int three() { return "3"; } }');
    const [compilerJar = ''] = await jarCache.ensure(loadEngineLock('ecj-3.40.0'));
    const { signal } = parts();
    const options = { javaExecutable, compilerJar, classpath: [], outputDirectory: directory, signal };
    await assert.rejects(compileJava({ ...options, sources: [source] }), {
      name: 'EngineUnavailableError',
      message: /Wrong\.java[^]*cannot convert from String to int/,
    });
    await assert.rejects(compileJava({ ...options, javaExecutable: '/nowhere/java', sources: [source] }), {
      name: 'EngineUnavailableError',
      message: /\/nowhere\/java/,
    });
  });

  test('need no more than Java 8 to be loaded', async () => {
    const jar = await readFile(await ensureBrokerJar(parts()));
    // The first class file in it: magic number, minor and major version (JVMS 4.1).
    const at = jar.indexOf(Buffer.from('cafebabe', 'hex'));
    assert.equal(jar.readUInt16BE(at + 6), 52);
  });
});

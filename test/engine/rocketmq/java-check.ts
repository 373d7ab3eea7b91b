import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createJarCache } from '../../../src/engines/artifacts/jar-cache.ts';
import { loadEngineLock } from '../../../src/engines/artifacts/engine-lock.ts';
import { compileJava } from '../../../src/engines/java/compile-java.ts';
import { rocketmqVersion } from '../../../src/engines/rocketmq/versions.ts';
import { cacheDirectory, javaProvider } from '../run-cluster.ts';
import { type AdministeredRocketmq, everything } from './administered-rocketmq.ts';

const source = fileURLToPath(new URL('java/MessageTypes.java', import.meta.url));
const typesByTopic = {
  'java-transaction': 'transaction',
  'java-ordered': 'fifo',
  'java-delayed': 'delay',
} as const;

/** RocketMQ's own Java client of the same version, which comes with the brokers' jars. */
export function javaCheck(cluster: () => AdministeredRocketmq): void {
  test('the Java client sends ordered, delayed and transactional messages and consumes them', async () => {
    const { admin, nameServer, running } = cluster();
    for (const [name, messageType] of Object.entries(typesByTopic)) {
      await admin.topics.create({
        name,
        messageType,
        permission: 'all',
        brokers: [{ brokerName: 'broker-1', readQueues: 2, writeQueues: 2 }],
      });
      await admin.groups.create({
        name: `${name}-readers`,
        enabled: true,
        broadcast: true,
        orderly: false,
        retryMaxTimes: 3,
      });
    }
    const signal = AbortSignal.timeout(150_000);
    const { lockName, javaMajors } = rocketmqVersion(running.cluster.instance.version);
    const { executable } = await javaProvider()(javaMajors, signal);
    const jarCache = createJarCache({ directory: cacheDirectory() });
    const classpath = await jarCache.ensure(loadEngineLock(lockName), { signal });
    const [compilerJar = ''] = await jarCache.ensure(loadEngineLock('ecj-3.40.0'), { signal });
    const outputDirectory = await mkdtemp(join(tmpdir(), 'polybroker-java-'));
    try {
      await compileJava({
        javaExecutable: executable,
        compilerJar,
        sources: [source],
        classpath,
        outputDirectory,
        signal,
      });
      const opened = ['java.nio', 'sun.nio.ch', 'jdk.internal.ref'].map(
        (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
      );
      const { stdout } = await promisify(execFile)(
        executable,
        [
          ...opened,
          '-XX:+UseSerialGC',
          '-XX:TieredStopAtLevel=1',
          `-Duser.home=${outputDirectory}`,
          '-classpath',
          [outputDirectory, ...classpath].join(':'),
          'MessageTypes',
          nameServer(),
          everything.accessKey,
          everything.secretKey,
        ],
        { signal, cwd: outputDirectory },
      );
      const lines = stdout.split('\n').filter((line) => /^(transaction|ordered|delayed) /.test(line));
      assert.deepEqual(lines.slice(0, 2), ['transaction kept-1 kept-2', 'ordered 1 2 3 4 5']);
      const [, tookMs] = /^delayed later (\d+)$/.exec(lines[2] ?? '') ?? [];
      assert.ok(Number(tookMs) >= 5000, `the delayed message came after ${tookMs} ms`);
    } finally {
      await rm(outputDirectory, { recursive: true, force: true });
    }
  });
}

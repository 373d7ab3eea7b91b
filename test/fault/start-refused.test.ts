import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { startServer, type TestServer } from '../support/server.ts';

const main = new URL('../../src/main.ts', import.meta.url).pathname;

suite('a start that cannot go on ends with 1 and one line that says what to do', () => {
  let directory: string;
  let server: TestServer;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'polybroker-start-'));
    server = await startServer();
  });
  after(async () => {
    await server.dispose();
    await rm(directory, { recursive: true });
  });

  async function start(environment: Record<string, string>, args: string[] = []) {
    const child = spawn(process.execPath, [main, ...args], {
      env: {
        ...process.env,
        POLYBROKER_PORT: '0',
        POLYBROKER_DATA_DIR: join(directory, 'data'),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaints = '';
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await once(child, 'close');
    return { code: child.exitCode, complaints: complaints.trimEnd(), output };
  }

  test('the port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    const { code, complaints } = await start({ POLYBROKER_PORT: String(port) });
    holder.close();
    assert.equal(code, 1);
    assert.match(
      complaints,
      new RegExp(`^.*Port ${port} of 127\\.0\\.0\\.1 is taken by pid ${process.pid} \\(.*$`),
    );
  });

  test('the data directory is locked', async () => {
    const { code, complaints } = await start({ POLYBROKER_DATA_DIR: server.dataDir });
    assert.equal(code, 1);
    assert.match(complaints, new RegExp(`^.*is locked by pid ${server.process.pid}\\..*$`));
  });

  test('no Java 17', async () => {
    const { code, complaints } = await start({ POLYBROKER_JAVA_HOME: directory });
    assert.equal(code, 1);
    assert.match(complaints, /^.*No Java 17 found.*Looked in .*$/);
  });

  test('the data directory cannot be written', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    const { code, complaints } = await start({ POLYBROKER_DATA_DIR: join(file, 'data') });
    assert.equal(code, 1);
    assert.match(complaints, /^.*cannot be written.*POLYBROKER_DATA_DIR.*$/);
  });

  test('a setting is wrong', async () => {
    const { code, complaints } = await start({ POLYBROKER_ON_EXIT: 'burn' });
    assert.equal(code, 1);
    assert.match(complaints, /^.*POLYBROKER_ON_EXIT .*allowed: stop or keep\.$/);
  });

  test('--help lists every flag and ends with 0', async () => {
    const { code, output } = await start({}, ['--help']);
    assert.equal(code, 0);
    for (const name of [
      'HOST',
      'PORT',
      'DATA_DIR',
      'CACHE_DIR',
      'ACCESS_KEY',
      'SECRET_KEY',
      'PROJECT_ID',
      'REGION',
      'ON_EXIT',
    ]) {
      assert.match(output, new RegExp(`POLYBROKER_${name}\\b`));
    }
  });

  test('the health check answers without credentials', async () => {
    const response = await fetch(`${server.endpoint}/_polybroker/health`);
    assert.equal(response.status, 200);
    assert.equal(((await response.json()) as { status: string }).status, 'ok');
  });
});

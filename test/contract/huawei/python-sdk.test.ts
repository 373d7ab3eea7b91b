import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { pythonInstalled, pythonWith } from '../../support/python.ts';
import { startServer, type TestServer } from '../../support/server.ts';

const packages = ['huaweicloudsdkkafka==3.1.219', 'huaweicloudsdkvpc==3.1.219'];
const script = new URL('kafka_instance.py', import.meta.url).pathname;
const withPython = pythonInstalled ? {} : { skip: 'python3 with venv is not installed' };

suite('a Kafka instance through the official Huawei Python SDK', withPython, () => {
  let server: TestServer;

  before(async () => {
    server = await startServer();
  });
  after(() => server.dispose());

  test('create, show, update, list and delete, with the endpoint changed and nothing else', async () => {
    const python = await pythonWith(packages);
    const { stdout } = await promisify(execFile)(python, [script], {
      env: {
        ...process.env,
        POLYBROKER_ENDPOINT: server.endpoint,
        POLYBROKER_ACCESS_KEY: server.accessKey,
        POLYBROKER_SECRET_KEY: server.secretKey,
        POLYBROKER_PROJECT_ID: server.projectId,
      },
    });
    const steps = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const settled = steps[1];
    assert.match(String(settled?.['address']), /^127\.\d+\.\d+\.\d+$/);
    assert.deepEqual(steps, [
      { step: 'created', status: 'CREATING' },
      { step: 'settled', status: 'RUNNING', address: settled?.['address'], port: 9092 },
      { step: 'updated', name: 'renamed-by-python', description: 'with a description' },
      { step: 'listed', count: 1, names: ['renamed-by-python'] },
      { step: 'gone', status: 404, code: 'DMS.00404022' },
    ]);
  });
});

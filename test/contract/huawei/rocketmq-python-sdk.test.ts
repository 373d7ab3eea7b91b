import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { pythonInstalled, pythonWith } from '../../support/python.ts';
import { startServer, type TestServer } from '../../support/server.ts';

const packages = ['huaweicloudsdkrocketmq==3.1.219', 'huaweicloudsdkvpc==3.1.219'];
const script = new URL('rocketmq_instance.py', import.meta.url).pathname;
const withPython = pythonInstalled ? {} : { skip: 'python3 with venv is not installed' };

suite('a RocketMQ instance through the official Huawei Python SDK', withPython, () => {
  let server: TestServer;

  before(async () => {
    server = await startServer({ POLYBROKER_ROCKETMQ_REPLICAS: '1' });
  });
  after(() => server.dispose());

  test('create, fill, send, update and delete, with the endpoint changed and nothing else', async () => {
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
    assert.deepEqual(steps, [
      { step: 'created', status: 'CREATING' },
      { step: 'settled', status: 'RUNNING', brokers: 1, engine: 'reliability' },
      { step: 'filled', topics: ['from-python'], groups: ['readers'] },
      { step: 'sent', body: 'hello', broker: 'broker-1' },
      { step: 'updated', name: 'renamed-by-python', description: 'with a description' },
      { step: 'gone', status: 404, code: 'DMS.00404022' },
    ]);
  });
});

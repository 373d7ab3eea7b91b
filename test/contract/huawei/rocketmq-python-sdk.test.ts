import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { stepsOfPythonScript } from '../../support/huawei-python-script.ts';
import { pythonInstalled } from '../../support/python.ts';
import { startServer, type TestServer } from '../../support/server.ts';

const packages = ['huaweicloudsdkrocketmq==3.1.219', 'huaweicloudsdkvpc==3.1.219'];
const script = new URL('rocketmq_instance.py', import.meta.url);
const withPython = pythonInstalled ? {} : { skip: 'python3 with venv is not installed' };

suite('a RocketMQ instance through the official Huawei Python SDK', withPython, () => {
  let server: TestServer;

  before(async () => {
    server = await startServer({ POLYBROKER_ROCKETMQ_REPLICAS: '1' });
  });
  after(() => server.dispose());

  test('create, fill, send, update and delete, with the endpoint changed and nothing else', async () => {
    const steps = await stepsOfPythonScript(server, script, packages);
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

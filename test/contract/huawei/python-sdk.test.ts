import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { stepsOfPythonScript } from '../../support/huawei-python-script.ts';
import { pythonInstalled } from '../../support/python.ts';
import { startServer, type TestServer } from '../../support/server.ts';

const packages = ['huaweicloudsdkkafka==3.1.219', 'huaweicloudsdkvpc==3.1.219'];
const script = new URL('kafka_instance.py', import.meta.url);
const withPython = pythonInstalled ? {} : { skip: 'python3 with venv is not installed' };

suite('a Kafka instance through the official Huawei Python SDK', withPython, () => {
  let server: TestServer;

  before(async () => {
    server = await startServer();
  });
  after(() => server.dispose());

  test('create, show, update, list and delete, with the endpoint changed and nothing else', async () => {
    const steps = await stepsOfPythonScript(server, script, packages);
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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signed } from '../../../../test/support/huawei-cloud.ts';
import { createTestCloud } from '../../../../test/support/huawei-test-cloud.ts';
import { alice } from '../../../../test/support/owners.ts';
import { supportedOperations } from '../operations/index.ts';
import catalog from './operation-catalog.json' with { type: 'json' };

const supported = new Set(supportedOperations.map((operation) => operation.name));
const unsupported = catalog.filter(({ name }) => !supported.has(name));

function targetOf(template: string): string {
  const values: Readonly<Record<string, string>> = {
    project_id: alice.caller.projectId,
    // With `kafka` some of these paths are those of another operation, which is then the one that is named.
    engine: 'reliability',
    instance_id: '5f2fa532-7a48-4000-8000-e36c6520d473',
  };
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'x');
}

test('every operation that is unsupported says so in the words of Huawei and by its name', async (t) => {
  const { send } = await createTestCloud(t);
  for (const { name, method, path } of unsupported) {
    const reply = await send(method, targetOf(path), method === 'GET' ? undefined : { some: 'thing' });
    assert.equal(reply.status, 400, name);
    assert.equal(reply.json.error_code, 'DMS.00400007', name);
    assert.ok(reply.json.error_msg.includes(name), `${name}: ${reply.json.error_msg}`);
    assert.equal(reply.headers['x-polybroker-unsupported'], name);
  }
});

test('who has not proven who they are does not learn what is unsupported', async (t) => {
  const { handle } = await createTestCloud(t);
  for (const { name, method, path } of unsupported) {
    const request = signed({ method, target: targetOf(path) });
    const { authorization: _, ...headers } = request.headers;
    const reply = await handle({ ...request, headers });
    assert.equal(reply.status, 401, name);
    assert.equal(reply.json.error_code, 'APIGW.0301', name);
    assert.equal(reply.headers['x-polybroker-unsupported'], undefined);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signed } from '../../../test/support/huawei-cloud.ts';
import { createTestCloud } from '../../../test/support/huawei-test-cloud.ts';
import { runningRocketmq } from '../../../test/support/huawei-rocketmq.ts';
import { alice } from '../../../test/support/owners.ts';
import kafkaCatalog from './kafka/operation-catalog.json' with { type: 'json' };
import { supportedOperations } from './operations/index.ts';
import rocketmqCatalog from './rocketmq/operation-catalog.json' with { type: 'json' };
import { supportedNames } from './unsupported-operations.ts';

const lists = [
  { engine: 'kafka', catalog: kafkaCatalog },
  { engine: 'rocketmq', catalog: rocketmqCatalog },
] as const;

function targetOf(template: string, instanceId: string): string {
  const values: Readonly<Record<string, string>> = {
    project_id: alice.caller.projectId,
    // With other words some of these paths are those of another operation, which is then the one that is named.
    engine: 'reliability',
    instance_id: instanceId,
  };
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'x');
}

for (const { engine, catalog } of lists) {
  const supported = supportedNames(engine, supportedOperations);
  const unsupported = catalog.filter(({ name }) => !supported.has(name));

  test(`every operation of ${engine} that is unsupported says so in the words of Huawei and by its name`, async (t) => {
    const cloud = await createTestCloud(t);
    const id = engine === 'kafka' ? await cloud.create() : await runningRocketmq(cloud);
    for (const { name, method, path } of unsupported) {
      const target = targetOf(path, id);
      const reply = await cloud.send(method, target, method === 'GET' ? undefined : { some: 'thing' });
      assert.equal(reply.status, 400, name);
      assert.equal(reply.json.error_code, 'DMS.00400007', name);
      assert.ok(reply.json.error_msg.includes(name), `${name}: ${reply.json.error_msg}`);
      assert.equal(reply.headers['x-polybroker-unsupported'], name);
    }
  });

  test(`who has not proven who they are does not learn what is unsupported of ${engine}`, async (t) => {
    const { handle } = await createTestCloud(t);
    for (const { name, method, path } of unsupported) {
      const target = targetOf(path, '5f2fa532-7a48-4000-8000-e36c6520d473');
      const request = signed({ method, target });
      const { authorization: _, ...headers } = request.headers;
      const reply = await handle({ ...request, headers });
      assert.equal(reply.status, 401, name);
      assert.equal(reply.json.error_code, 'APIGW.0301', name);
      assert.equal(reply.headers['x-polybroker-unsupported'], undefined);
    }
  });
}

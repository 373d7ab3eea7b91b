import assert from 'node:assert/strict';
import { test } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import { bob } from '../../../../test/support/owners.ts';
import { createTestCloud } from '../../../../test/support/huawei-test-cloud.ts';

test('no more instances are made than the project may have; what is being deleted does not count', async (t) => {
  const { send, create, body } = await createTestCloud(t, { instanceQuota: 2 });
  const first = await create({ name: 'first' });
  await create({ name: 'second' });
  const post = (name: string) => send('POST', `${home}/instances`, { ...body, name });
  const refused = await post('third');
  assert.deepEqual([refused.status, refused.json.error_code], [400, 'DMS.00400035']);
  assert.match(refused.json.error_msg, /has 2 instances; allowed: 2/);
  const { status, json } = await send('GET', `${home}/quotas`);
  assert.equal(status, 200);
  const resources = ['kafkaInstance', 'rocketmqInstance'].map((type) => ({ type, quota: 2, used: 2 }));
  assert.deepEqual(json, { quotas: { resources } });
  await send('DELETE', `${home}/instances/${first}`);
  const outcomes = await Promise.all(['third', 'fourth', 'fifth'].map(post));
  assert.deepEqual(
    outcomes.map((reply) => reply.status).toSorted((one, other) => one - other),
    [200, 400, 400],
  );
});

test('each project has a quota of its own, and tags have one', async (t) => {
  const { send, create } = await createTestCloud(t, { instanceQuota: 1 });
  await create();
  const { json } = await send('GET', '/v2/bob-project/quotas?includeTagsQuota=true', undefined, bob);
  assert.deepEqual(json.quotas.resources, [
    { type: 'kafkaInstance', quota: 1, used: 0 },
    { type: 'rocketmqInstance', quota: 1, used: 0 },
    { type: 'tags', quota: 20, used: 0 },
  ]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import { bob } from '../../../../test/support/owners.ts';
import { createTestCloud } from '../../../../test/support/huawei-test-cloud.ts';

const tag = (key: string, value?: string) => (value === undefined ? { key } : { key, value });

test('tags are created, changed and deleted, with 204', async (t) => {
  const { send, create } = await createTestCloud(t);
  const id = await create({ tags: [tag('a', '1'), tag('b', '2')] });
  const rows: readonly (readonly [body: object, expected: readonly object[]])[] = [
    [
      { action: 'create', tags: [tag('c', '3'), tag('a', '9')] },
      [tag('a', '9'), tag('b', '2'), tag('c', '3')],
    ],
    [{ action: 'delete', tags: [tag('b')] }, [tag('a', '9'), tag('c', '3')]],
    [{ action: 'delete', tags: [tag('a', '8'), tag('x', 'y')] }, [tag('a', '9'), tag('c', '3')]],
    [{ action: 'delete', tags: [tag('a', '9')] }, [tag('c', '3')]],
    [{ action: 'create', tags: [tag('d')] }, [tag('c', '3'), tag('d', '')]],
  ];
  for (const [body, expected] of rows) {
    const reply = await send('POST', `${home}/kafka/${id}/tags/action`, body);
    assert.deepEqual([reply.status, reply.json], [204, undefined], JSON.stringify(body));
    const shown = await send('GET', `${home}/kafka/${id}/tags`);
    assert.deepEqual([shown.status, shown.json], [200, { tags: expected }]);
    assert.deepEqual((await send('GET', `${home}/instances/${id}`)).json.tags, expected);
  }
});

test('the rules of tags are those of create', async (t) => {
  const { send, create } = await createTestCloud(t);
  const id = await create({ tags: Array.from({ length: 20 }, (_, index) => tag(`key-${index}`, '')) });
  const rows: readonly (readonly [body: unknown, code: string])[] = [
    [{ action: 'replace', tags: [tag('a')] }, 'DMS.10240040'],
    [{ tags: [tag('a')] }, 'DMS.10240040'],
    [{ action: 'create' }, 'DMS.00400062'],
    [{ action: 'create', tags: [] }, 'DMS.00400062'],
    [{ action: 'create', tags: [tag('')] }, 'DMS.10240035'],
    [{ action: 'create', tags: [tag('k'.repeat(37))] }, 'DMS.10240035'],
    [{ action: 'create', tags: [tag('a=b')] }, 'DMS.10240036'],
    [{ action: 'create', tags: [tag('a', 'v'.repeat(44))] }, 'DMS.10240038'],
    [{ action: 'create', tags: [tag('a', '<')] }, 'DMS.10240039'],
    [{ action: 'create', tags: [tag('a'), tag('a')] }, 'DMS.10240045'],
    [{ action: 'create', tags: [tag('one-too-many')] }, 'DMS.10240020'],
  ];
  for (const [body, code] of rows) {
    const reply = await send('POST', `${home}/kafka/${id}/tags/action`, body);
    assert.deepEqual([reply.status, reply.json.error_code], [400, code], JSON.stringify(body));
  }
  assert.equal((await send('GET', `${home}/kafka/${id}/tags`)).json.tags.length, 20);
});

test('the project’s tags are those of all its instances, and a project sees its own only', async (t) => {
  const { send, create } = await createTestCloud(t);
  await create({ name: 'first', tags: [tag('env', 'test'), tag('team', 'a')] });
  const id = await create({ name: 'second', tags: [tag('env', 'prod')] });
  const { status, json } = await send('GET', `${home}/kafka/tags`);
  assert.equal(status, 200);
  assert.deepEqual(json, {
    tags: [
      { key: 'env', values: ['prod', 'test'] },
      { key: 'team', values: ['a'] },
    ],
  });
  assert.deepEqual((await send('GET', '/v2/bob-project/kafka/tags', undefined, bob)).json, { tags: [] });
  const body = { action: 'create', tags: [tag('a')] };
  for (const reply of [
    await send('GET', `/v2/bob-project/kafka/${id}/tags`, undefined, bob),
    await send('POST', `/v2/bob-project/kafka/${id}/tags/action`, body, bob),
  ]) {
    assert.deepEqual([reply.status, reply.json.error_code], [404, 'DMS.00404022']);
  }
});

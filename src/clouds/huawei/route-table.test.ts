import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operation } from './operation.ts';
import { operations } from './operations/index.ts';
import { RouteTable } from './route-table.ts';
import kafkaCatalog from './kafka/operation-catalog.json' with { type: 'json' };
import rocketmqCatalog from './rocketmq/operation-catalog.json' with { type: 'json' };

function operation(name: string, method: Operation['method'], ...paths: string[]): Operation {
  return { name, method, paths, body: 'none', run: () => Promise.resolve({ status: 204 }) };
}

const table = new RouteTable([
  operation('List', 'GET', '/v2/{project_id}/instances'),
  operation('Show', 'GET', '/v2/{project_id}/instances/{instance_id}'),
  operation('CreateByEngine', 'POST', '/v2/{engine}/{project_id}/instances'),
  operation('CreateKafka', 'POST', '/v2/{project_id}/kafka/instances'),
  operation('Windows', 'GET', '/v2/instances/maintain-windows'),
  operation('Topic', 'GET', '/v2/{project_id}/instances/{instance_id}/topics/{topic}'),
  operation('Second', 'GET', '/v2/{project}/instances'),
]);

const plain = (text: string | undefined) => text?.replace(/ForRocketMq$/, '');

function found(method: string, target: string): unknown {
  const match = table.match(method, target);
  return typeof match === 'string' ? match : [match[0].operation.name, match[0].params];
}

test('placeholders are decoded, and the query does not count', () => {
  assert.deepEqual(found('GET', '/v2/p/instances'), ['List', { project_id: 'p' }]);
  assert.deepEqual(found('GET', '/v2/p/instances?x=/'), ['List', { project_id: 'p' }]);
  assert.deepEqual(found('GET', '/v2/p/instances/'), ['List', { project_id: 'p' }]);
  assert.deepEqual(found('GET', '/v2/%7Bproject_id%7D/instances/a%2Fb'), [
    'Show',
    { project_id: '{project_id}', instance_id: 'a/b' },
  ]);
  assert.deepEqual(found('GET', '/v2/p/instances/%zz'), ['Show', { project_id: 'p', instance_id: '%zz' }]);
});

test('an engine stands before or after the project, and only an engine does', () => {
  for (const engine of ['rocketmq', 'reliability']) {
    const expected = ['CreateByEngine', { engine, project_id: 'p' }];
    assert.deepEqual(found('POST', `/v2/${engine}/p/instances`), expected);
    assert.deepEqual(found('POST', `/v2/p/${engine}/instances`), expected);
  }
  assert.deepEqual(found('POST', '/v2/kafka/p/instances'), ['CreateKafka', { project_id: 'p' }]);
  assert.deepEqual(found('POST', '/v2/p/kafka/instances'), ['CreateKafka', { project_id: 'p' }]);
  assert.equal(found('POST', '/v2/p/rabbitmq/instances'), 'unknown-path');
});

test('a literal wins, and where it leads nowhere the placeholder is tried', () => {
  assert.deepEqual(found('GET', '/v2/instances/maintain-windows'), ['Windows', {}]);
  assert.deepEqual(found('GET', '/v2/instances/instances'), ['List', { project_id: 'instances' }]);
});

test('a path that exists for another method only is told from one that does not exist', () => {
  assert.equal(found('PATCH', '/v2/p/instances'), 'wrong-method');
  assert.equal(found('DELETE', '/v2/p/instances/i'), 'wrong-method');
  for (const target of [
    '/',
    '',
    '*',
    '/v2',
    '/v2/p',
    '/v3/p/instances',
    '/v2//instances',
    '/v2/p/instances/i/topics/',
    'http://h/v2/p/instances',
  ]) {
    assert.equal(found('GET', target), 'unknown-path', target);
  }
});

test('a very long path ends soon', () => {
  assert.equal(found('GET', `/v2${'/instances'.repeat(50_000)}`), 'unknown-path');
});

for (const { engine, catalog } of [
  { engine: 'kafka', catalog: kafkaCatalog },
  { engine: 'rocketmq', catalog: rocketmqCatalog },
])
  test(`all operations of the official SDK for ${engine} are reachable by its own paths`, () => {
    const all = new RouteTable(operations);
    for (const { name, method, path } of catalog) {
      const target = path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) =>
        parameter === 'engine' ? 'reliability' : 'x',
      );
      const match = all.match(method, target);
      assert.ok(typeof match !== 'string', `${method} ${path}`);
      const own = match.find(({ operation: { engine: of = engine } }) => of === engine);
      // The two names of a call mean the same.
      assert.equal(plain(own?.operation.name), plain(name));
    }
  });

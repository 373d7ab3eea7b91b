import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProperties } from '../testing/test-cluster.ts';
import { clusterId, renderMetaProperties } from './meta-properties.ts';

const instanceId = '6f0c2d1e-8a4b-4c3d-9e5f-0123456789ab';

test("an instance's id is its cluster's, in Kafka's spelling of a UUID", () => {
  assert.equal(
    Buffer.from(clusterId(instanceId), 'base64url').toString('hex'),
    instanceId.replaceAll('-', ''),
  );
  assert.match(clusterId(instanceId), /^[\w-]{22}$/);
});

test('a node has the same file at each start, and a directory id of its own', () => {
  const [one, again, other] = [1, 1, 2].map((number) =>
    renderMetaProperties(instanceId, { name: `broker-${number}`, number }),
  );
  assert.equal(one, again);
  const [first, second] = [one, other].map((text) => parseProperties(text ?? ''));
  assert.equal(first?.get('version'), '1');
  assert.equal(first?.get('node.id'), '1');
  assert.equal(first?.get('cluster.id'), second?.get('cluster.id'));
  assert.notEqual(first?.get('directory.id'), second?.get('directory.id'));
  assert.match(first?.get('directory.id') ?? '', /^[\w-]{22}$/);
});

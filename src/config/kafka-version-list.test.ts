import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKafkaVersions } from './kafka-version-list.ts';

test('versions in their order', () => {
  assert.deepEqual(parseKafkaVersions(''), []);
  assert.deepEqual(parseKafkaVersions('3.9, 0.10.2,2.7'), ['3.9', '0.10.2', '2.7']);
});

for (const text of ['3', '3.9,', '3.9,3.9', 'latest', '3.9 2.7', '3.9.x']) {
  test(`refused: ${text}`, () => assert.equal(parseKafkaVersions(text), null));
}

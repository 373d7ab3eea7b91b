import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overshoots } from '../../../domain/limits/topic-use.ts';
import { topicUse } from './topic-use.ts';

const file = (path: string) => ({ path, bytes: 1, modifiedAtMs: 0 });
const segment = '00000000000000000000.log';

test('topics and partitions are counted once, whoever holds a copy, without Kafka’s own and deleted ones', () => {
  const first = ['a-0', 'a-1', 'b-c-0', '__consumer_offsets-2', 'gone-0.0a1b-delete', '__cluster_metadata-0'];
  const second = ['a-1', 'a-2'];
  const use = topicUse([
    [...first.map((folder) => file(`${folder}/${segment}`)), file('a-0/00000000000000000000.index')],
    [...second.map((folder) => file(`${folder}/${segment}`)), file('meta.properties')],
  ]);
  assert.deepEqual(use, { topics: 2, partitions: 4, replicas: 5 });
});

test('what is beyond a limit is told', () => {
  const use = { topics: 2, partitions: 4, replicas: 12 };
  const kinds = (partitionLimit: number, topicLimit: number | null) =>
    overshoots(use, { partitionLimit, topicLimit }).map(({ kind }) => kind);
  assert.deepEqual(kinds(4, 2), []);
  assert.deepEqual(kinds(4, null), []);
  assert.deepEqual(
    overshoots(use, { partitionLimit: 11, topicLimit: 2, replicasCount: true }).map(({ kind }) => kind),
    ['partition-limit-overshot'],
  );
  assert.deepEqual(kinds(3, 1), ['partition-limit-overshot', 'topic-limit-overshot']);
});

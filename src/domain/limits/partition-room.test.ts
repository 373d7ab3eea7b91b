import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testInstance } from '../../engines/kafka/testing/test-cluster.ts';
import type { Topic } from '../administration/topics.ts';
import { partitionRoom, requirePartitionRoom } from './partition-room.ts';

const topic = (name: string, count: number, isInternal = false): Topic => ({
  name,
  isInternal,
  partitions: Array.from({ length: count }, (_, number) => ({
    number,
    leaderId: 1,
    replicaIds: [1, 2, 3],
    inSyncReplicaIds: [1],
  })),
});

test('partitions count once, or as their replicas, and Kafka’s own do not', () => {
  const instance = testInstance(undefined, { partitionLimit: 100 });
  const topics = [topic('a', 30), topic('b', 60), topic('__consumer_offsets', 50, true)];
  assert.equal(partitionRoom(instance, topics), 10);
  requirePartitionRoom(instance, topics, 10);
  assert.throws(() => requirePartitionRoom(instance, topics, 11), { kind: 'topic-refused' });
  assert.equal(partitionRoom(instance, [topic('more', 120)]), 0);
  const counting = testInstance(undefined, { partitionLimit: 300, replicasCount: true });
  assert.equal(partitionRoom(counting, topics), 30);
});

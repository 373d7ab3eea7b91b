import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activityOf } from './activity.ts';

const fact = (resourceName: string, principal: string, host = '*') =>
  ({
    resourceType: 'topic',
    resourceName,
    pattern: 'literal',
    principal,
    host,
    operation: 'write',
    permission: 'allow',
  }) as const;

test('facts in the form of access rules are what they say', () => {
  const facts = [
    fact('a', 'Writer:1700000000000', '127.0.0.1'),
    fact('a', 'In:2048'),
    fact('a', 'Out:0'),
    fact('b', 'Out:7'),
    // A broker that does not know the question may answer it as one about rules.
    fact('a', 'User:someone'),
  ];
  assert.deepEqual(activityOf(2, facts), {
    writers: [{ topic: 'a', address: '127.0.0.1', lastWriteMs: 1_700_000_000_000 }],
    flows: [
      { topic: 'a', brokerId: 2, producedBytesPerSecond: 2048, consumedBytesPerSecond: 0 },
      { topic: 'b', brokerId: 2, producedBytesPerSecond: 0, consumedBytesPerSecond: 7 },
    ],
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireTopicConfig } from './topic-config-rules.ts';

for (const [name, good, bad] of [
  ['cleanup.policy', ['delete', 'compact', 'compact,delete'], ['', 'keep', 'delete,']],
  ['retention.ms', ['-1', '0', '9223372036854775807'], ['-2', '1.5', '9223372036854775808', '', 'a']],
  ['max.message.bytes', ['0', '2147483647'], ['-1', '2147483648']],
  ['min.insync.replicas', ['1'], ['0']],
  ['min.cleanable.dirty.ratio', ['0', '0.5', '1.0'], ['1.1', '-0.1', '.5x']],
  ['message.format.version', ['0.10.2', '0.9.0.1'], ['1.0', '0.11.0']],
  ['unclean.leader.election.enable', ['true', 'false'], ['yes']],
] as const) {
  test(`${name} takes what the brokers take, and nothing else`, () => {
    for (const value of good) requireTopicConfig(new Map([[name, value]]));
    for (const value of bad) {
      assert.throws(() => requireTopicConfig(new Map([[name, value]])), { kind: 'invalid-topic-config' });
    }
  });
}

test('a setting can be given up, if there is such a setting', () => {
  requireTopicConfig(new Map([['retention.ms', null]]));
  for (const name of ['no.setting', 'constructor']) {
    assert.throws(() => requireTopicConfig(new Map([[name, null]])), { kind: 'invalid-topic-config' });
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RocketmqUser } from '../../../domain/rocketmq-administration/users.ts';
import { accessEntries, permissionsFrom } from './auth-policies.ts';

const name = fc.stringMatching(/^[a-z]{1,8}$/);
const onTopics = fc.constantFrom('publish', 'subscribe', 'publish-subscribe', 'deny');
// Nobody publishes to a group.
const onGroups = fc.constantFrom('subscribe', 'deny');
const named = <T extends string>(permission: fc.Arbitrary<T>) =>
  fc.uniqueArray(fc.record({ name, permission }, { noNullPrototype: true }), {
    maxLength: 4,
    selector: (one) => one.name,
  });

test('what a user may do comes back from the rules as it was said', () => {
  fc.assert(
    fc.property(
      fc.record(
        {
          defaultTopicPermission: onTopics,
          defaultGroupPermission: onGroups,
          topicPermissions: named(onTopics),
          groupPermissions: named(onGroups),
        },
        { noNullPrototype: true },
      ),
      (permissions) => {
        const user: RocketmqUser = {
          accessKey: 'someone',
          secretKey: 'secret',
          admin: false,
          whiteRemoteAddress: '',
          ...permissions,
        };
        const entries = accessEntries(user);
        const { whiteRemoteAddress, ...read } = permissionsFrom(entries as never);
        assert.deepEqual(read, permissions);
        assert.equal(whiteRemoteAddress, '');
      },
    ),
  );
});

test('a topic that may only be read is not published to because all others may', () => {
  const entries = accessEntries({
    accessKey: 'someone',
    secretKey: 'secret',
    admin: false,
    whiteRemoteAddress: '10.0.0.1',
    defaultTopicPermission: 'publish-subscribe',
    defaultGroupPermission: 'deny',
    topicPermissions: [{ name: 'orders', permission: 'subscribe' }],
    groupPermissions: [],
  });
  assert.deepEqual(entries, [
    { resource: 'Topic:orders', actions: ['Sub'], sourceIps: ['10.0.0.1'], decision: 'Allow' },
    { resource: 'Topic:orders', actions: ['Pub'], sourceIps: ['10.0.0.1'], decision: 'Deny' },
    { resource: 'Topic:*', actions: ['Pub', 'Sub'], sourceIps: ['10.0.0.1'], decision: 'Allow' },
  ]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlibabaTestCloud } from '../../../../test/support/alibaba-cloud.ts';
import { alice, bob } from '../../../../test/support/owners.ts';

const RoleName = 'AliyunServiceRoleForAlikafkaInstanceEncryption';

test('messages are kept where the key says; the first use of a key makes the role', async (t) => {
  const { call, refused, buy, place, shown, stored, send, store, nowMs, tick } = await createAlibabaTestCloud(
    t,
    {
      encryptionKeys: new Map([['0d24-key', '/encrypted']]),
    },
  );
  const [InstanceId, other] = [await buy(), await buy()];
  const unknown = await refused('StartInstance', { InstanceId, ...place, KMSKeyId: 'nobody-s' });
  assert.equal(unknown.Code, 'BIZ_FIELD_CHECK_INVALID');
  assert.match(unknown.Message, /KMSKeyId/);
  assert.equal((await refused('GetRole', { RoleName })).Code, 'EntityNotExist.Role');

  await call('StartInstance', { InstanceId, ...place, KMSKeyId: '0d24-key' });
  assert.equal((await shown(InstanceId)).KmsKeyId, '0d24-key');
  assert.equal((await stored(InstanceId)).spec.storageDirectory, '/encrypted');
  const { Role: role } = await call('GetRole', { RoleName });
  assert.equal(role.IsServiceLinkedRole, true);
  assert.match(role.Arn, /^acs:ram::\d{16}:role\/aliyunservicerole/);
  const createdAtMs = nowMs();
  tick(60_000);
  await call('StartInstance', { InstanceId: other, ...place, KMSKeyId: '0d24-key' });
  assert.deepEqual(await store.serviceRoles.list(alice.caller.projectId), [{ name: RoleName, createdAtMs }]);
  assert.equal((await call('ListRoles')).Roles.Role.length, 1);
  // Another owner has none.
  const none = await send({ action: 'ListRoles', product: 'ram' }, bob);
  assert.deepEqual(none.json.Roles, { Role: [] });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlibabaTestCloud } from '../../../../test/support/alibaba-cloud.ts';
import { loginWays } from '../../../domain/instance/ways-in.ts';

const config = (content: object) => ({ Config: JSON.stringify(content) });

test('the configuration changes key by key', async (t) => {
  const { call, refused, run, shown, stored } = await createAlibabaTestCloud(t);
  const InstanceId = await run({ Config: '{"kafka.log.retention.hours":"48"}' });
  const configured = async (content: object) => {
    await call('UpdateInstanceConfig', { InstanceId, ...config(content) });
    return JSON.parse((await shown(InstanceId)).AllConfig);
  };
  assert.deepEqual(await configured({ 'kafka.message.max.bytes': '2097152', 'enable.acl': 'true' }), {
    'enable.vpc_sasl_ssl': 'false',
    'kafka.log.retention.hours': '48',
    'kafka.message.max.bytes': '2097152',
    'enable.acl': 'true',
  });
  const ways = async () => loginWays((await stored(InstanceId)).spec.access);
  assert.deepEqual(await ways(), ['sasl-plaintext']);
  assert.equal((await configured({ 'enable.vpc_sasl_ssl': 'true' }))['enable.vpc_sasl_ssl'], 'true');
  assert.deepEqual(await ways(), ['sasl-plaintext', 'sasl-tls']);
  assert.deepEqual((await stored(InstanceId)).spec.access.login?.mechanisms, ['PLAIN', 'SCRAM-SHA-256']);
  const refusal = await refused('UpdateInstanceConfig', { InstanceId, ...config({ 'enable.acl': 'false' }) });
  assert.match(refusal.Message, /enable\.acl true/);
  const off = await configured({ 'enable.acl': 'false', 'enable.vpc_sasl_ssl': 'false' });
  assert.equal(off['enable.acl'], 'false');
  assert.equal((await stored(InstanceId)).spec.access.login, null);

  await call('EnableAutoTopicCreation', { InstanceId, Operate: 'enable' });
  await call('EnableAutoTopicCreation', { InstanceId, Operate: 'updatePartition', PartitionNum: 6 });
  const view = await shown(InstanceId);
  assert.deepEqual([view.AutoCreateTopicEnable, view.DefaultPartitionNum], [true, 6]);
  await call('EnableAutoTopicCreation', { InstanceId, Operate: 'disable' });
  assert.equal((await shown(InstanceId)).AutoCreateTopicEnable, false);
  assert.equal((await refused('EnableAutoTopicCreation', { InstanceId, Operate: 'maybe' })).status, 400);
  await call('EnableAutoGroupCreation', { InstanceId, Enable: true });
  const never = await refused('EnableAutoGroupCreation', { InstanceId, Enable: false });
  assert.equal(never.Code, 'ONS_SERVICE_UNSUPPORTED');
});

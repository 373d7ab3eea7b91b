import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlibabaTestCloud } from '../../../../test/support/alibaba-cloud.ts';

test('an instance goes up through the versions of its series', async (t) => {
  const { call, refused, run, shown, stored, bringUp } = await createAlibabaTestCloud(t);
  const InstanceId = await run({ ServiceVersion: '0.10.2' });
  for (const [TargetVersion, code, message] of [
    ['0.10.2', 'ONS_INIT_ENV_ERROR', /has version 0\.10\.2 already/],
    ['3.3.1', 'BIZ_FIELD_CHECK_INVALID', /TargetVersion was "3\.3\.1"; allowed: 2\.2\.0, 2\.6\.2/],
  ] as const) {
    const refusal = await refused('UpgradeInstanceVersion', { InstanceId, TargetVersion });
    assert.equal(refusal.Code, code);
    assert.match(refusal.Message, message);
  }
  await call('UpgradeInstanceVersion', { InstanceId, TargetVersion: '2.2.0' });
  const { version, spec, status, endpoints } = await stored(InstanceId);
  assert.deepEqual(
    [version, spec.versionChange, status],
    ['2.2.0', { from: '0.10.2', stagesDone: 0 }, 'restarting'],
  );
  const upgrading = await shown(InstanceId);
  assert.equal(upgrading.ServiceStatus, 8);
  assert.deepEqual(upgrading.UpgradeServiceDetailInfo, { Current2OpenSourceVersion: '0.10.2' });
  const busy = await refused('UpgradeInstanceVersion', { InstanceId, TargetVersion: '2.6.2' });
  assert.equal(busy.Code, 'BIZ_INSTANCE_STATUS_ERROR');
  // Inside is what was there: clients are to ask again, and not to take it for gone.
  assert.equal((await refused('GetTopicList', { InstanceId })).Code, 'ONS_SYSTEM_FLOW_CONTROL');
  await bringUp(InstanceId, endpoints);
  assert.equal((await shown(InstanceId)).ServiceStatus, 5);
});

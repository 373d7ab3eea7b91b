import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createAlibabaTestCloud } from '../../../../test/support/alibaba-cloud.ts';
import { createMemoryAdministration } from '../../../../test/support/memory-administration.ts';
import type { Endpoint } from '../../../domain/instance/instance.ts';

const publicOrder = { DeployType: 4, EipMax: 10 };
const login = { IsSetUserAndPassword: true, Username: 'first', Password: 'First-Password-1' };
const endpoints: readonly Endpoint[] = [
  { member: 'broker-1', listener: 'client-plaintext', address: '127.64.0.1', port: 9092 },
  { member: 'broker-1', listener: 'public-sasl-tls', address: '127.1.0.1', port: 9093 },
  { member: 'broker-2', listener: 'public-sasl-tls', address: '127.1.0.2', port: 9093 },
];

const everyone = (port: number) => ({
  PortRange: `${port}/${port}`,
  AllowedIpList: ['0.0.0.0/0'],
  AllowedIpGroup: {},
});

/** Its owner holds eight public addresses, which are all of the pool. */
function publicCloud(t: TestContext) {
  const inside = createMemoryAdministration();
  return createAlibabaTestCloud(t, { administrations: { of: () => Promise.resolve(inside) } });
}

test('an instance that was bought with public access has it, with the user of StartInstance', async (t) => {
  const { call, buy, place, stored, shown, bringUp } = await publicCloud(t);
  const id = await buy(publicOrder);
  assert.deepEqual([(await shown(id)).DeployType, (await shown(id)).EipMax], [4, 10]);
  await call('StartInstance', { InstanceId: id, ...place, ...login, DeployModule: 'eip', IsEipInner: true });
  const { spec } = await stored(id);
  assert.deepEqual(spec.access.login, {
    tls: true,
    ways: [],
    mechanisms: ['PLAIN', 'SCRAM-SHA-256'],
    userName: 'first',
  });
  assert.deepEqual(spec.publicAccess?.ways, ['sasl-tls']);
  assert.equal(spec.publicAccess?.bandwidthMbitps, 10);
  assert.deepEqual(
    spec.publicAccess?.addresses.map(({ address }) => address),
    ['127.1.0.1', '127.1.0.2', '127.1.0.3'],
  );
  assert.equal((await shown(id)).SslEndPoint, '');
  await bringUp(id, endpoints);
  const view = await shown(id);
  assert.equal(view.SslEndPoint, '127.1.0.1:9093,127.1.0.2:9093');
  assert.equal(view.SaslEndPoint, '');
  assert.equal(JSON.parse(view.AllConfig)['enable.acl'], 'false');
  const { SaslUserList: users } = await call('DescribeSaslUsers', { InstanceId: id });
  assert.equal(users.SaslUserVO[0].Username, 'first');
});

test('what StartInstance says of the reach must be what was ordered; the order decides where it says nothing', async (t) => {
  const { call, refused, buy, place, stored } = await publicCloud(t);
  const [open, closed] = [await buy(publicOrder), await buy()];
  const cases: readonly (readonly [string, object, RegExp])[] = [
    [open, { DeployModule: 'vpc' }, /DeployModule was "vpc"; allowed: eip/],
    [open, { IsEipInner: false }, /IsEipInner was false; allowed: true/],
    [open, { IsSetUserAndPassword: true, Username: 'u' }, /Password/],
    [open, { IsSetUserAndPassword: true, Password: 'p' }, /Username/],
    [open, { Username: 'u', Password: 'p' }, /Username was "u"; allowed: absent/],
    [closed, { DeployModule: 'eip' }, /DeployModule was "eip"; allowed: vpc/],
    [closed, { IsEipInner: true }, /IsEipInner was true; allowed: false/],
    [closed, login, /IsSetUserAndPassword.*only instances that the internet reaches/],
  ];
  for (const [id, changes, message] of cases) {
    const refusal = await refused('StartInstance', { InstanceId: id, ...place, ...changes });
    assert.equal(refusal.Code, 'BIZ_FIELD_CHECK_INVALID');
    assert.match(refusal.Message, message);
  }
  await call('StartInstance', { InstanceId: open, ...place });
  assert.equal((await stored(open)).spec.publicAccess?.addresses.length, 3);
  await call('StartInstance', { InstanceId: closed, ...place, DeployModule: 'vpc', IsEipInner: false });
  assert.equal((await stored(closed)).spec.publicAccess, null);
});

test('the traffic of an order says how much may come from the internet', async (t) => {
  const { refused, buy } = await publicCloud(t);
  const order = { DeployType: 4, IoMax: 20, DiskSize: 500, TopicQuota: 50 };
  for (const wrong of [{}, { EipMax: 0 }, { EipMax: 161 }]) {
    assert.match((await refused('CreatePostPayOrder', { ...order, ...wrong })).Message, /EipMax/);
  }
  assert.match(
    (await refused('CreatePostPayOrder', { ...order, DeployType: 5, EipMax: 1 })).Message,
    /EipMax/,
  );
  await buy({ ...publicOrder, EipMax: 160 });
  await buy({ ...publicOrder, IoMax: 60, DiskSize: 1400, TopicQuota: 80, EipMax: 500 });
});

test('an address that is missing in the pool refuses the deployment, and leaves the order', async (t) => {
  const { refused, call, buy, place, shown } = await publicCloud(t);
  for (const InstanceId of [await buy(publicOrder), await buy(publicOrder)]) {
    await call('StartInstance', { InstanceId, ...place });
  }
  const second = await buy(publicOrder);
  const refusal = await refused('StartInstance', { InstanceId: second, ...place });
  assert.equal(refusal.Code, 'QuotaExceeded');
  assert.equal((await shown(second)).ServiceStatus, 0);
});

test('EipMax changes at once; EipModel switches public access on and off', async (t) => {
  const { call, refused, run, shown, stored } = await publicCloud(t);
  const InstanceId = await run();
  assert.match((await refused('UpgradePostPayOrder', { InstanceId, EipMax: 5 })).Message, /EipModel/);
  await call('UpgradePostPayOrder', { InstanceId, EipMax: 5, EipModel: true });
  const view = await shown(InstanceId);
  assert.deepEqual([view.DeployType, view.EipMax], [4, 5]);
  const { spec } = await stored(InstanceId);
  assert.equal(spec.publicAccess?.bandwidthMbitps, 5);
  assert.deepEqual(spec.access.login?.ways, []);
  await call('UpgradePostPayOrder', { InstanceId, EipMax: 20 });
  assert.equal((await stored(InstanceId)).spec.publicAccess?.bandwidthMbitps, 20);
  assert.match((await refused('UpgradePostPayOrder', { InstanceId, EipMax: 10 })).Message, /20 or more/);
  await call('DowngradePostPayOrder', { InstanceId, EipMax: 10 });
  assert.equal((await shown(InstanceId)).EipMax, 10);
  await call('UpgradePostPayOrder', { InstanceId, EipModel: false });
  const after = await stored(InstanceId);
  assert.deepEqual([after.spec.publicAccess, after.spec.access.login], [null, null]);
  assert.deepEqual([(await shown(InstanceId)).DeployType, (await shown(InstanceId)).EipMax], [5, 0]);
});

test('each listener has a list of who may connect, which begins with everyone', async (t) => {
  const { call, refused, buy, place, bringUp, stored, send } = await publicCloud(t);
  const InstanceId = await buy(publicOrder);
  const Config = '{"enable.acl":"true"}';
  await call('StartInstance', { InstanceId, ...place, Config });
  await bringUp(InstanceId, endpoints);
  const lists = async () => (await call('GetAllowedIpList', { InstanceId })).AllowedList;
  assert.deepEqual(await lists(), {
    DeployType: 4,
    VpcList: [everyone(9092), everyone(9094)],
    InternetList: [everyone(9093)],
  });
  const change = { InstanceId, PortRange: '9092/9092', AllowedListType: 'vpc' };
  const add = { ...change, UpdateType: 'add' };
  const AllowedListIp = '10.1.2.3,10.2.0.0/16';
  await call('UpdateAllowedIp', { ...add, AllowedListIp, Description: 'office' });
  await call('UpdateAllowedIp', { ...change, UpdateType: 'delete', AllowedListIp: '0.0.0.0/0' });
  assert.deepEqual((await lists()).VpcList[0], {
    PortRange: '9092/9092',
    AllowedIpList: ['10.1.2.3/32', '10.2.0.0/16'],
    AllowedIpGroup: { '10.1.2.3/32': 'office', '10.2.0.0/16': 'office' },
  });
  assert.deepEqual((await stored(InstanceId)).spec.access.admitted, {
    'client-plaintext': ['10.1.2.3/32', '10.2.0.0/16'],
  });
  const internet = {
    ...add,
    PortRange: '9093/9093',
    AllowedListType: 'internet',
    AllowedListIp: '192.0.2.7',
  };
  await call('UpdateAllowedIp', internet);
  await call('UpdateAllowedIp', { ...internet, UpdateType: 'delete', AllowedListIp: '0.0.0.0/0' });
  assert.deepEqual((await stored(InstanceId)).spec.publicAccess?.admittedCidrs, ['192.0.2.7/32']);
  // As XML too, which has no names for such keys.
  const { text } = await send({
    action: 'GetAllowedIpList',
    parameters: { InstanceId },
    style: 'v1-get',
    format: 'XML',
  });
  assert.match(text, /<AllowedIpGroup><Entry><Key>10\.1\.2\.3\/32<\/Key><Value>office<\/Value><\/Entry>/);

  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ PortRange: '9095/9095' }, /PortRange was .*; allowed: 9092\/9092, 9094\/9094/],
    [{ AllowedListType: 'internet' }, /PortRange was .*; allowed: 9093\/9093/],
    [{ AllowedListType: 'both' }, /AllowedListType/],
    [{ UpdateType: 'replace' }, /UpdateType/],
    [{ AllowedListIp: '10.0.0.300' }, /AllowedListIp/],
    [{ UpdateType: 'delete', AllowedListIp: '10.9.9.9' }, /an entry of the list/],
  ];
  for (const [changes, message] of wrong) {
    const refusal = await refused('UpdateAllowedIp', { ...add, AllowedListIp: '10.9.9.9', ...changes });
    assert.match(refusal.Message, message);
  }
});

test('entries that are added at the same time are all there', async (t) => {
  const { call, run } = await publicCloud(t);
  const InstanceId = await run();
  const change = { InstanceId, PortRange: '9092/9092', AllowedListType: 'vpc', UpdateType: 'add' };
  await Promise.all(
    [1, 2, 3, 4].map((host) => call('UpdateAllowedIp', { ...change, AllowedListIp: `10.0.0.${host}` })),
  );
  const { AllowedList: lists } = await call('GetAllowedIpList', { InstanceId });
  assert.equal(lists.VpcList[0].AllowedIpList.length, 5);
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test, type TestContext } from 'node:test';
import { createTencentTestCloud, type TencentTestCloud } from '../../../../test/support/tencent-cloud.ts';
import { alice, now } from '../../../../test/support/owners.ts';
import type { Endpoint } from '../../../domain/instance/instance.ts';
import { createDueWork } from '../../../domain/schedule/due-work.ts';
import { routeRemoval } from '../ckafka/routes.ts';
import { timeText } from '../ckafka/user-rules.ts';
import { networkId } from '../network-id.ts';

let cloud: TencentTestCloud;
let InstanceId: string;

beforeEach(async (t) => {
  // A hook of the file has each test's context, as its documentation says; its type says more.
  cloud = await createTencentTestCloud(t as TestContext);
  InstanceId = await cloud.create();
});

const call = (action: string, parameters: object = {}) => cloud.call(action, { InstanceId, ...parameters });

const refused = async (action: string, parameters: object) =>
  (await cloud.refused(action, { InstanceId, ...parameters })).Code;

const route = (accessType: number, changes: object = {}) => {
  const { VpcId, SubnetId } = cloud.order;
  return { VipType: 3, VpcId, SubnetId, AccessType: accessType, ...changes };
};

const access = async () => (await cloud.stored(InstanceId)).spec.access;

const endpoint = (listener: Endpoint['listener'], port: number): Endpoint => ({
  member: 'broker-1',
  listener,
  address: '127.64.0.1',
  port,
});

test('a route of logins opens a listener, and closes it with the last that leads there', async () => {
  assert.equal(await refused('CreateRoute', route(1)), 'ResourceUnavailable');
  await cloud.run(InstanceId);
  const first = await call('CreateRoute', route(1, { Note: 'for people' }));
  const { FlowId: flow, RouteDTO: made } = first.Data;
  assert.equal((await cloud.call('DescribeTaskStatus', { FlowId: flow })).Status, 2);
  assert.deepEqual(await access(), {
    plaintext: true,
    login: { tls: false, mechanisms: ['PLAIN'], userName: '' },
  });
  const [creating] = (await call('DescribeRoute', { RouteId: made.RouteId })).Routers;
  assert.deepEqual([creating.Status, creating.Note, creating.VipList], [1, 'for people', []]);
  await cloud.bringUp(InstanceId, [
    endpoint('client-plaintext', 9092),
    endpoint('client-sasl-plaintext', 9093),
  ]);
  assert.equal((await cloud.call('DescribeTaskStatus', { FlowId: flow })).Status, 0);
  const shown = (await call('DescribeRoute')).Routers;
  assert.deepEqual(
    shown.map((one: { AccessType: number; Status: number; VipList: object[] }) => [
      one.AccessType,
      one.Status,
      one.VipList,
    ]),
    [
      [0, 2, [{ Vip: '127.64.0.1', Vport: '9092' }]],
      [1, 2, [{ Vip: '127.64.0.1', Vport: '9093' }]],
    ],
  );
  assert.equal(shown[1].VpcId, cloud.order['VpcId']);

  await call('CreateUser', { Name: 'person', Password: 'First-1' });
  const { RouteDTO: scram } = (await call('CreateRoute', route(5))).Data;
  assert.deepEqual((await access()).login?.mechanisms, ['PLAIN', 'SCRAM-SHA-512']);
  const [person] = await cloud.store.instanceUsers.list(InstanceId);
  assert.deepEqual(person?.mechanisms, ['PLAIN', 'SCRAM-SHA-512']);
  const { RouteDTO: overTls } = (await call('CreateRoute', route(3))).Data;
  assert.deepEqual((await access()).login?.ways, ['sasl-plaintext', 'sasl-tls']);
  await call('DeleteRoute', overTls);
  assert.equal((await access()).login?.ways, undefined);
  await call('DeleteRoute', made);
  assert.deepEqual((await access()).login?.mechanisms, ['SCRAM-SHA-512']);
  await call('DeleteRoute', { RouteId: 1 });
  assert.equal((await access()).plaintext, false);
  assert.equal(await refused('DeleteRoute', scram), 'InvalidParameterValue');
  assert.equal(await refused('DeleteRoute', made), 'ResourceNotFound');
  await call('CreateRoute', route(0));
  await call('DeleteRoute', scram);
  assert.deepEqual(await access(), { plaintext: true, login: null });
  await call('CreateRoute', route(3));
  assert.equal((await access()).login?.tls, true);
  await call('CreateRoute', route(2));
  assert.equal((await access()).tls, true);
  for (const accessType of [0, 0]) await call('CreateRoute', route(accessType));
  assert.equal(await refused('CreateRoute', route(0)), 'LimitExceeded.RouteOverLimit');
});

test('a public route has an address for each broker, a bandwidth and an allow-list', async () => {
  await cloud.run(InstanceId);
  const order = { VipType: 1, AccessType: 1, PublicNetwork: 6 };
  const wrong: readonly (readonly [object, string])[] = [
    [{ PublicNetwork: 4 }, 'InvalidParameterValue'],
    [{ AccessType: 0 }, 'InvalidParameterValue'],
    [{ AccessType: 4 }, 'InvalidParameterValue'],
    [{ IpWhitelist: [{ CidrBlock: '10.0.0.0/33' }] }, 'InvalidParameterValue'],
    [{ IpWhitelist: [{}] }, 'InvalidParameterValue'],
  ];
  for (const [change, code] of wrong) {
    assert.equal(await refused('CreateRoute', { ...order, ...change }), code, JSON.stringify(change));
  }
  const IpWhitelist = [{ CidrBlock: '127.0.0.1', PolicyDescription: 'me' }];
  const { RouteDTO: made } = (await call('CreateRoute', { ...order, PublicNetwork: undefined, IpWhitelist }))
    .Data;
  const { publicAccess } = (await cloud.stored(InstanceId)).spec;
  assert.ok(publicAccess);
  const { addresses, ...rest } = publicAccess;
  assert.equal(addresses.length, 3);
  // What was ordered with the instance: nothing beyond what costs nothing.
  assert.deepEqual(rest, { bandwidthMbitps: 3, ways: ['sasl-plaintext'], admittedCidrs: ['127.0.0.1/32'] });
  assert.equal((await access()).login?.tls, false);
  assert.equal((await call('DescribeInstanceAttributes')).PublicNetwork, 3);
  const policy = async () => (await call('DescribeAccessPolicy', made)).IpWhitelist;
  assert.deepEqual(await policy(), [{ CidrBlock: '127.0.0.1/32', PolicyDescription: 'me' }]);
  await call('ModifyAccessPolicy', { ...made, IpWhitelist: [{ CidrBlock: '127.0.0.0/8' }] });
  assert.deepEqual((await cloud.stored(InstanceId)).spec.publicAccess?.admittedCidrs, ['127.0.0.0/8']);
  await call('ModifyAccessPolicy', made);
  assert.deepEqual(
    [await policy(), (await cloud.stored(InstanceId)).spec.publicAccess?.admittedCidrs],
    [[], null],
  );
  await call('ModifyInstanceAttributes', { PublicNetwork: 9 });
  assert.equal((await cloud.stored(InstanceId)).spec.publicAccess?.bandwidthMbitps, 9);
  assert.equal(await refused('CreateRoute', order), 'LimitExceeded.RouteOverLimit');
  assert.equal(await refused('DescribeAccessPolicy', { RouteId: 1 }), 'InvalidParameterValue');

  const open = endpoint('public-sasl-plaintext', 9095);
  await cloud.bringUp(InstanceId, [endpoint('client-plaintext', 9092), { ...open, address: '127.1.0.1' }]);
  const [, shown] = (await call('DescribeRoute')).Routers;
  assert.deepEqual([shown.VipType, shown.VipList], [1, [{ Vip: '127.1.0.1', Vport: '9095' }]]);
  assert.equal((await call('DescribeCvmInfo')).TotalCount, 1);
  await call('DeleteRoute', made);
  const { spec } = await cloud.stored(InstanceId);
  assert.deepEqual([spec.publicAccess, spec.access.login], [null, null]);
});

test('what a route cannot be is refused', async () => {
  await cloud.run(InstanceId);
  const wrong: readonly (readonly [object, string])[] = [
    [{ VipType: 2 }, 'InvalidParameterValue'],
    [{ VipType: 7 }, 'InvalidParameterValue'],
    [{ AccessType: 6 }, 'InvalidParameterValue'],
    [{ VpcId: '' }, 'InvalidParameterValue.NotAllowedEmpty'],
    [{ SubnetId: undefined }, 'InvalidParameterValue.NotAllowedEmpty'],
    [{ VpcId: 'vpc-00000000' }, 'InvalidParameterValue.VpcIdInvalid'],
    [{ SubnetId: 'subnet-00000000' }, 'InvalidParameterValue.SubnetIdInvalid'],
    [{ Ip: '10.0.0.1' }, 'UnsupportedOperation'],
    [{ SecurityGroupIds: ['sg-1'] }, 'UnsupportedOperation'],
    [{ IpWhitelist: [{ CidrBlock: '10.0.0.0/8' }] }, 'InvalidParameterValue'],
  ];
  for (const [change, code] of wrong) {
    assert.equal(await refused('CreateRoute', route(1, change)), code, JSON.stringify(change));
  }
});

test('a security group holds for all routes of an instance', async () => {
  await cloud.run(InstanceId);
  const [group] = await cloud.store.networks.listSecurityGroups(alice.caller.projectId);
  assert.ok(group);
  const SecurityGroupId = networkId('sg', group.id);
  const InstanceRoute = { InstanceId, RouteId: 1 };
  const asked = { InstanceRoutes: [InstanceRoute], SecurityGroupId };
  const groupNow = async () => (await cloud.stored(InstanceId)).spec.network.securityGroupId;
  const shown = async (parameters: object) =>
    (await cloud.call('DescribeSecurityGroupRoutes', parameters)).SecurityGroupRoutes;
  assert.equal((await cloud.refused('DisassociateRoutesSecurityGroup', asked)).Code, 'ResourceNotFound');
  await cloud.call('AssociateRoutesSecurityGroup', asked);
  await cloud.call('AssociateRoutesSecurityGroup', asked);
  assert.equal(await groupNow(), group.id);
  const filter = (Relation: string) => ({
    Filters: [{ Name: 'security-group-id', Values: [SecurityGroupId], Relation }],
  });
  assert.deepEqual(await shown(filter('IN')), [
    {
      InstanceRoute,
      SecurityGroupIds: [SecurityGroupId],
      InstanceName: 'test55',
      VpcId: cloud.order['VpcId'],
      Vip: '127.64.0.1',
    },
  ]);
  assert.deepEqual(await shown(filter('NOT_IN')), []);
  assert.deepEqual(
    [(await shown({ SearchWord: 'test' })).length, (await shown({ SearchWord: 'no such' })).length],
    [1, 0],
  );
  await cloud.call('DisassociateRoutesSecurityGroup', asked);
  assert.equal(await groupNow(), null);
  await call('CreateRoute', route(1));
  const some = (await cloud.refused('AssociateRoutesSecurityGroup', asked)).Code;
  assert.equal(some, 'UnsupportedOperation');
  const [, second] = (await call('DescribeRoute')).Routers;
  const all = [InstanceRoute, { InstanceId, RouteId: second.RouteId }];
  await cloud.call('AssociateRoutesSecurityGroup', { ...asked, InstanceRoutes: all });
  assert.equal(await groupNow(), group.id);
  await call('DeleteRoute', { RouteId: second.RouteId });
  await cloud.call('ModifyRouteSecurityGroups', { InstanceRoute, SecurityGroupIds: [] });
  assert.equal(await groupNow(), null);
  const wrong: readonly (readonly [string, object, string])[] = [
    ['AssociateRoutesSecurityGroup', { ...asked, InstanceRoutes: [] }, 'InvalidParameterValue'],
    ['AssociateRoutesSecurityGroup', { ...asked, SecurityGroupId: 'sg-00000000' }, 'ResourceNotFound'],
    ['ModifyRouteSecurityGroups', { InstanceRoute: { InstanceId, RouteId: 2 } }, 'ResourceNotFound'],
    ['DescribeSecurityGroupRoutes', { Filters: [{ Name: 'vip', Values: ['x'] }] }, 'InvalidParameterValue'],
  ];
  for (const [action, parameters, code] of wrong) {
    assert.equal((await cloud.refused(action, parameters)).Code, code, action);
  }
});

test('a route is deleted at a time, which can be changed, unless it is deleted before', async () => {
  await cloud.run(InstanceId);
  const { RouteDTO: made } = (await call('CreateRoute', route(1))).Data;
  let timeMs = now;
  const due = createDueWork({
    store: cloud.store,
    nowMs: () => timeMs,
    newId: randomUUID,
    routeRemoval,
    wake: () => {},
  });
  const waitUntil = async (ms: number) => {
    timeMs = ms;
    await due.begin();
  };
  const later = (ms: number) => ({ ...made, DeleteRouteTime: timeText(now + ms) });
  const shown = async () => {
    const { Routers: routes } = await call('DescribeRoute', made);
    return routes.map(({ DeleteTimestamp: time }: { DeleteTimestamp: string }) => time);
  };
  for (const time of ['2020-08-21 11:15:54', 'tomorrow', '2030-13-41 00:00:00']) {
    assert.equal(
      await refused('DeleteRoute', { ...made, DeleteRouteTime: time }),
      'InvalidParameterValue',
      time,
    );
  }
  assert.equal(
    await refused('DeleteRouteTriggerTime', { DelayTime: timeText(now + 60_000) }),
    'ResourceNotFound',
  );
  await call('DeleteRoute', later(60_000));
  assert.deepEqual(await shown(), [timeText(now + 60_000)]);
  await call('DeleteRouteTriggerTime', { DelayTime: timeText(now + 120_000) });
  assert.deepEqual(await shown(), [timeText(now + 120_000)]);
  assert.equal((await call('DescribeInstanceAttributes')).DeleteRouteTimestamp, timeText(now + 120_000));
  await waitUntil(now + 60_000);
  assert.equal((await access()).login?.tls, false);
  await waitUntil(now + 120_000);
  assert.equal((await access()).login, null);
  assert.deepEqual(await shown(), []);
  assert.equal((await call('DescribeInstanceAttributes')).DeleteRouteTimestamp, '');

  // What has gone by then, or may not go, is left.
  const { RouteDTO: other } = (await call('CreateRoute', route(1))).Data;
  await call('DeleteRoute', { ...other, DeleteRouteTime: timeText(now + 180_000) });
  await call('DeleteRoute', other);
  const first = { RouteId: 1, DeleteRouteTime: timeText(now + 180_000) };
  await call('DeleteRoute', first);
  // The last way in stays, and so does the deletion that waits.
  assert.equal(await refused('DeleteRoute', { RouteId: 1 }), 'InvalidParameterValue');
  assert.equal((await call('DescribeInstanceAttributes')).DeleteRouteTimestamp, timeText(now + 180_000));
  await call('CreateRoute', route(3));
  await waitUntil(now + 180_000);
  assert.deepEqual([(await access()).plaintext, (await access()).login?.tls], [false, true]);
});

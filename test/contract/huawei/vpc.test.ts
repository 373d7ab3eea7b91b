import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import vpcSdk from '@huaweicloud/huaweicloud-sdk-vpc';
import { bob } from '../../support/huawei-cloud.ts';
import { startCloudOnDisk } from '../../support/cloud-on-disk.ts';
import {
  createInstance,
  deleteInstance,
  type HuaweiClients,
  type HuaweiRefusal,
  seedBody,
  showInstance,
  wire,
} from '../../support/huawei.ts';

interface WireVpc {
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly description: string;
  readonly status: string;
  readonly enterprise_project_id: string;
}

interface WireSubnet extends WireVpc {
  readonly vpc_id: string;
  readonly gateway_ip: string;
  readonly availability_zone: string;
  readonly dnsList: readonly string[];
}

interface WireRule {
  readonly id: string;
  readonly direction: string;
  readonly ethertype: string;
  readonly protocol: string | null;
  readonly port_range_min: number | null;
  readonly remote_ip_prefix: string | null;
  readonly remote_group_id: string | null;
  readonly security_group_id: string;
  readonly description: string;
}

interface WireGroup {
  readonly id: string;
  readonly name: string;
  readonly security_group_rules: readonly WireRule[];
}

/** Asserts that a call is refused so, and answers the message. */
async function refused(call: Promise<unknown>, status: number, code: string): Promise<string> {
  const error = await call.then(
    () => assert.fail(`not refused, where ${code} was expected`),
    (thrown: HuaweiRefusal) => thrown,
  );
  assert.deepEqual([error.httpStatusCode, error.errorCode], [status, code], error.errorMsg);
  return error.errorMsg;
}

const sdk = vpcSdk;

async function makeVpc({ network }: HuaweiClients, changes: object = {}): Promise<WireVpc> {
  const vpc = Object.assign(new sdk.CreateVpcOption(), { name: 'vpc-1', cidr: '10.1.0.0/16' }, changes);
  const request = new sdk.CreateVpcRequest().withBody(new sdk.CreateVpcRequestBody().withVpc(vpc));
  return wire<{ vpc: WireVpc }>(await network.createVpc(request)).vpc;
}

async function makeSubnet(
  { network }: HuaweiClients,
  vpcId: string,
  changes: object = {},
): Promise<WireSubnet> {
  const usual = { name: 'subnet-1', cidr: '10.1.1.0/24', vpc_id: vpcId, gateway_ip: '10.1.1.1' };
  const subnet = Object.assign(new sdk.CreateSubnetOption(), usual, changes);
  const request = new sdk.CreateSubnetRequest().withBody(
    new sdk.CreateSubnetRequestBody().withSubnet(subnet),
  );
  return wire<{ subnet: WireSubnet }>(await network.createSubnet(request)).subnet;
}

async function dropSubnet({ network }: HuaweiClients, vpcId: string, id: string): Promise<void> {
  await network.deleteSubnet(new sdk.DeleteSubnetRequest().withVpcId(vpcId).withSubnetId(id));
}

async function makeGroup({ network }: HuaweiClients, name = 'group-1'): Promise<WireGroup> {
  const group = new sdk.CreateSecurityGroupOption().withName(name);
  const body = new sdk.CreateSecurityGroupRequestBody().withSecurityGroup(group);
  const answer = await network.createSecurityGroup(new sdk.CreateSecurityGroupRequest().withBody(body));
  return wire<{ security_group: WireGroup }>(answer).security_group;
}

async function makeRule(
  { network }: HuaweiClients,
  groupId: string,
  changes: object = {},
): Promise<WireRule> {
  const usual = { security_group_id: groupId, direction: 'ingress' };
  const rule = Object.assign(new sdk.CreateSecurityGroupRuleOption(), usual, changes);
  const body = new sdk.CreateSecurityGroupRuleRequestBody().withSecurityGroupRule(rule);
  const answer = await network.createSecurityGroupRule(
    new sdk.CreateSecurityGroupRuleRequest().withBody(body),
  );
  return wire<{ security_group_rule: WireRule }>(answer).security_group_rule;
}

async function dropGroup({ network }: HuaweiClients, id: string): Promise<void> {
  await network.deleteSecurityGroup(new sdk.DeleteSecurityGroupRequest().withSecurityGroupId(id));
}

test('VPCs are made, shown, listed, changed and deleted', async () => {
  await using cloud = await startCloudOnDisk();
  const { network } = cloud.alice;
  const show = async (id: string) =>
    wire<{ vpc: WireVpc }>(await network.showVpc(new sdk.ShowVpcRequest().withVpcId(id))).vpc;
  const list = async (request = new sdk.ListVpcsRequest()) =>
    wire<{ vpcs: WireVpc[] }>(await network.listVpcs(request)).vpcs.map((vpc) => vpc.name);

  const vpc = await makeVpc(cloud.alice, { description: 'first', enterprise_project_id: 'ep-1' });
  assert.deepEqual(
    [vpc.name, vpc.cidr, vpc.description, vpc.status, vpc.enterprise_project_id],
    ['vpc-1', '10.1.0.0/16', 'first', 'OK', 'ep-1'],
  );
  assert.deepEqual(await show(vpc.id), vpc);
  assert.deepEqual(await list(), ['vpc-default', 'vpc-1']);
  assert.deepEqual(await list(new sdk.ListVpcsRequest().withId(vpc.id)), ['vpc-1']);
  assert.deepEqual(await list(new sdk.ListVpcsRequest().withLimit(1)), ['vpc-default']);
  assert.deepEqual(await list(new sdk.ListVpcsRequest().withMarker(vpc.id)), []);
  assert.deepEqual(await list(new sdk.ListVpcsRequest().withEnterpriseProjectId('0')), ['vpc-default']);
  assert.deepEqual(await list(new sdk.ListVpcsRequest().withEnterpriseProjectId('ep-1')), ['vpc-1']);
  assert.deepEqual(await list(new sdk.ListVpcsRequest().withEnterpriseProjectId('all_granted_eps')), [
    'vpc-default',
    'vpc-1',
  ]);

  const update = (changes: object) => {
    const body = new sdk.UpdateVpcRequestBody().withVpc(Object.assign(new sdk.UpdateVpcOption(), changes));
    return network.updateVpc(new sdk.UpdateVpcRequest().withVpcId(vpc.id).withBody(body));
  };
  await update({ name: 'vpc-2' });
  assert.deepEqual(await show(vpc.id), { ...vpc, name: 'vpc-2' });
  const subnet = await makeSubnet(cloud.alice, vpc.id);
  assert.match(
    await refused(update({ cidr: '10.1.8.0/24' }), 400, 'VPC.0117'),
    /subnet-1 \(10\.1\.1\.0\/24\)/,
  );
  await update({ cidr: '10.1.0.0/20' });
  assert.equal((await show(vpc.id)).cidr, '10.1.0.0/20');

  const drop = () => network.deleteVpc(new sdk.DeleteVpcRequest().withVpcId(vpc.id));
  assert.match(await refused(drop(), 409, 'VPC.0104'), new RegExp(`subnet-1 \\(${subnet.id}\\)`));
  await dropSubnet(cloud.alice, vpc.id, subnet.id);
  await drop();
  await refused(show(vpc.id), 404, 'VPC.0003');
  await refused(drop(), 404, 'VPC.0003');

  await refused(makeVpc(cloud.alice, { name: '' }), 400, 'VPC.0101');
  await refused(makeVpc(cloud.alice, { name: 'a b' }), 400, 'VPC.0101');
  await refused(makeVpc(cloud.alice, { name: 'n'.repeat(65) }), 400, 'VPC.0101');
  await refused(makeVpc(cloud.alice, { description: '<' }), 400, 'VPC.0101');
  for (const cidr of ['8.8.8.0/24', '10.0.0.0/7', '10.0.0.0/29', '10.0.0.0', 'x', undefined]) {
    assert.match(await refused(makeVpc(cloud.alice, { cidr }), 400, 'VPC.0101'), /cidr/);
  }
  assert.match(
    await refused(makeVpc(cloud.alice, { enterprise_project_id: 'ep-2' }), 400, 'VPC.0011'),
    /registered: 0, ep-1/,
  );
  const empty = await cloud.send('POST', '/v1/alice-project/vpcs', {});
  assert.deepEqual([empty.status, empty.json.code], [400, 'VPC.0101']);
});

test('subnets lie within their VPC, apart from each other, with a gateway of their own', async () => {
  await using cloud = await startCloudOnDisk();
  const { network } = cloud.alice;
  const vpc = await makeVpc(cloud.alice);
  const subnet = await makeSubnet(cloud.alice, vpc.id, {
    availability_zone: 'cn-north-4b',
    primary_dns: '100.125.1.250',
  });
  assert.deepEqual(
    [subnet.cidr, subnet.gateway_ip, subnet.status, subnet.availability_zone, subnet.dnsList],
    ['10.1.1.0/24', '10.1.1.1', 'ACTIVE', 'cn-north-4b', ['100.125.1.250']],
  );
  const show = async () => {
    const answer = await network.showSubnet(new sdk.ShowSubnetRequest().withSubnetId(subnet.id));
    return wire<{ subnet: WireSubnet }>(answer).subnet;
  };
  assert.deepEqual(await show(), subnet);

  const rows: readonly (readonly [changes: object, status: number, code: string, message: RegExp])[] = [
    [{ cidr: '10.2.0.0/24', gateway_ip: '10.2.0.1' }, 400, 'VPC.0203', /not within 10\.1\.0\.0\/16/],
    [{ cidr: '10.0.0.0/8' }, 400, 'VPC.0203', /not within/],
    [{ cidr: '10.1.0.0/23' }, 400, 'VPC.0204', /overlaps 10\.1\.1\.0\/24 of subnet subnet-1/],
    [{ cidr: '10.1.1.128/25', gateway_ip: '10.1.1.129' }, 400, 'VPC.0204', /overlaps/],
    [{ cidr: 'nonsense' }, 400, 'VPC.0212', /cidr/],
    [{ cidr: '10.1.3.0/29', gateway_ip: '10.1.3.1' }, 400, 'VPC.0212', /at most \/28/],
    [{ cidr: '10.1.3.0/24', gateway_ip: '10.1.4.1' }, 400, 'VPC.0201', /gateway_ip/],
    [{ cidr: '10.1.3.0/24', gateway_ip: '10.1.3.0' }, 400, 'VPC.0201', /neither its first nor its last/],
    [{ cidr: '10.1.3.0/24', gateway_ip: '10.1.3.255' }, 400, 'VPC.0201', /neither its first nor its last/],
    [{ cidr: '10.1.3.0/24', gateway_ip: undefined }, 400, 'VPC.0201', /subnet\.gateway_ip/],
    [{ name: '' }, 400, 'VPC.0201', /name/],
    [{ availability_zone: 'cn-north-4z' }, 400, 'VPC.0201', /cn-north-4a, cn-north-4b, cn-north-4c/],
    [{ primary_dns: 'x' }, 400, 'VPC.0201', /dnsList/],
    [{ ipv6_enable: true }, 400, 'VPC.0201', /ipv6_enable was true; allowed: false/],
    [{ dhcp_enable: false }, 400, 'VPC.0201', /dhcp_enable/],
    [{ vpc_id: randomUUID() }, 404, 'VPC.0003', /VPC/],
  ];
  for (const [changes, status, code, message] of rows) {
    const text = await refused(makeSubnet(cloud.alice, vpc.id, changes), status, code);
    assert.match(text, message, JSON.stringify(changes));
  }
  const neighbour = { cidr: '10.1.2.0/24', gateway_ip: '10.1.2.1', name: 'subnet-2' };
  assert.equal((await makeSubnet(cloud.alice, vpc.id, neighbour)).cidr, '10.1.2.0/24');

  const change = (vpcId: string, changes: object) => {
    const option = Object.assign(new sdk.UpdateSubnetOption(), changes);
    const body = new sdk.UpdateSubnetRequestBody().withSubnet(option);
    const request = new sdk.UpdateSubnetRequest().withVpcId(vpcId).withSubnetId(subnet.id);
    return network.updateSubnet(request.withBody(body));
  };
  const changed = await change(vpc.id, { name: 'renamed', dnsList: [] });
  assert.deepEqual(wire<{ subnet: object }>(changed).subnet, { id: subnet.id, status: 'ACTIVE' });
  assert.deepEqual([(await show()).name, (await show()).dnsList], ['renamed', []]);
  await refused(change(vpc.id, { description: 'without a name' }), 400, 'VPC.0201');
  await refused(change(randomUUID(), { name: 'x' }), 400, 'VPC.0207');
  await refused(dropSubnet(cloud.alice, randomUUID(), subnet.id), 400, 'VPC.0207');
  await dropSubnet(cloud.alice, vpc.id, subnet.id);
  await refused(show(), 404, 'VPC.0202');
});

test('security groups come with the rules of the cloud, and get others', async () => {
  await using cloud = await startCloudOnDisk();
  const { network } = cloud.alice;
  const group = await makeGroup(cloud.alice);
  assert.deepEqual(
    group.security_group_rules.map((rule) => [rule.direction, rule.ethertype, rule.remote_group_id]),
    [
      ['egress', 'IPv4', null],
      ['ingress', 'IPv4', group.id],
      ['egress', 'IPv6', null],
      ['ingress', 'IPv6', group.id],
    ],
  );
  const kafka = {
    protocol: 'tcp',
    port_range_min: 9092,
    port_range_max: 9094,
    remote_ip_prefix: '10.0.0.0/8',
  };
  const rule = await makeRule(cloud.alice, group.id, { ...kafka, description: 'kafka' });
  assert.deepEqual(
    [rule.protocol, rule.port_range_min, rule.remote_ip_prefix, rule.description, rule.ethertype],
    ['tcp', 9092, '10.0.0.0/8', 'kafka', 'IPv4'],
  );
  const shown = await network.showSecurityGroupRule(
    new sdk.ShowSecurityGroupRuleRequest().withSecurityGroupRuleId(rule.id),
  );
  assert.deepEqual(wire<{ security_group_rule: WireRule }>(shown).security_group_rule, rule);
  const rulesOf = async (request = new sdk.ListSecurityGroupRulesRequest()) => {
    const answer = await network.listSecurityGroupRules(request);
    return wire<{ security_group_rules: WireRule[] }>(answer).security_group_rules;
  };
  const ofGroup = new sdk.ListSecurityGroupRulesRequest().withSecurityGroupId(group.id);
  assert.equal((await rulesOf(ofGroup)).length, 5);
  assert.equal((await rulesOf()).length, 7, 'with those of the default group');
  assert.deepEqual(await rulesOf(new sdk.ListSecurityGroupRulesRequest().withRemoteIpPrefix('10.0.0.0/8')), [
    rule,
  ]);

  const alone = await makeRule(cloud.alice, group.id, { remote_ip_prefix: '10.0.0.7' });
  assert.equal(alone.remote_ip_prefix, '10.0.0.7/32');
  const rows: readonly (readonly [changes: object, status: number, code: string])[] = [
    [kafka, 409, 'VPC.0602'],
    [{ direction: 'sideways' }, 400, 'VPC.0601'],
    [{ ethertype: 'IPv5' }, 400, 'VPC.0601'],
    [{ protocol: 'quic' }, 400, 'VPC.0601'],
    [{ port_range_min: 1, port_range_max: 2 }, 400, 'VPC.0601'],
    [{ ...kafka, port_range_min: 9095 }, 400, 'VPC.0601'],
    [{ ...kafka, port_range_max: 70_000 }, 400, 'VPC.0601'],
    [{ ...kafka, port_range_max: undefined }, 400, 'VPC.0601'],
    [{ ...kafka, remote_group_id: group.id }, 400, 'VPC.0601'],
    [{ remote_ip_prefix: '10.0.0.0/33' }, 400, 'VPC.0601'],
    [{ remote_ip_prefix: '::/0' }, 400, 'VPC.0601'],
    [{ remote_group_id: randomUUID() }, 404, 'VPC.0603'],
    [{ security_group_id: randomUUID() }, 404, 'VPC.0603'],
  ];
  for (const [changes, status, code] of rows)
    await refused(makeRule(cloud.alice, group.id, changes), status, code);

  const friend = await makeGroup(cloud.alice, 'friend');
  const admitted = await makeRule(cloud.alice, group.id, { remote_group_id: friend.id });
  assert.match(
    await refused(dropGroup(cloud.alice, friend.id), 409, 'VPC.0602'),
    /named by a rule of group group-1/,
  );
  const dropRule = (id: string) =>
    network.deleteSecurityGroupRule(new sdk.DeleteSecurityGroupRuleRequest().withSecurityGroupRuleId(id));
  await dropRule(admitted.id);
  await refused(dropRule(admitted.id), 404, 'VPC.0603');
  await dropGroup(cloud.alice, friend.id);
  await dropGroup(cloud.alice, group.id);
  const show = network.showSecurityGroup(new sdk.ShowSecurityGroupRequest().withSecurityGroupId(group.id));
  await refused(show, 404, 'VPC.0603');
});

interface WireEip {
  readonly id: string;
  readonly status: string;
  readonly public_ip_address: string;
  readonly [field: string]: unknown;
}

const eips = '/v1/alice-project/publicips';

test('the first project has the whole pool of EIPs; others allocate what is free', async () => {
  await using cloud = await startCloudOnDisk();
  const { json } = await cloud.send('GET', eips);
  const held: readonly WireEip[] = json.publicips;
  assert.deepEqual(
    held.map((eip) => [eip.public_ip_address, eip.status]),
    Array.from({ length: 8 }, (_, index) => [`127.1.0.${index + 1}`, 'DOWN']),
  );
  const [first, second] = held;
  assert.ok(first && second);
  const { create_time: createTime, ...rest } = first;
  assert.match(String(createTime), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  assert.deepEqual(rest, {
    id: first.id,
    status: 'DOWN',
    type: '5_bgp',
    public_ip_address: '127.1.0.1',
    ip_version: 4,
    bandwidth_id: first.id,
    bandwidth_name: 'bandwidth-127-1-0-1',
    bandwidth_size: 300,
    bandwidth_share_type: 'PER',
    enterprise_project_id: '0',
    public_border_group: 'center',
    tenant_id: 'alice-project',
  });
  const found = async (query: string) =>
    (await cloud.send('GET', `${eips}?${query}`)).json.publicips.map((eip: WireEip) => eip.public_ip_address);
  assert.deepEqual(await found('public_ip_address=127.1.0.3&enterprise_project_id=all_granted_eps'), [
    '127.1.0.3',
  ]);
  assert.deepEqual(await found('public_ip_address=127.1.0.3&public_ip_address=127.1.0.5'), [
    '127.1.0.3',
    '127.1.0.5',
  ]);
  assert.deepEqual(await found(`id=${second.id}`), ['127.1.0.2']);
  assert.deepEqual(await found('private_ip_address=127.64.0.1'), []);
  assert.deepEqual(await found(`limit=1&marker=${first.id}`), ['127.1.0.2']);
  assert.deepEqual(await found('enterprise_project_id=ep-1'), []);
  assert.equal((await cloud.send('GET', `${eips}?limit=x`)).json.code, 'VPC.0501');

  const bobs = '/v1/bob-project/publicips';
  const order = {
    publicip: { type: '5_bgp' },
    bandwidth: { name: 'own', size: 10, share_type: 'PER' },
    enterprise_project_id: 'ep-1',
  };
  const none = await cloud.send('POST', bobs, order, bob);
  assert.deepEqual([none.status, none.json.code], [409, 'VPC.0532']);
  assert.match(none.json.message, /Release one, or enlarge the pool \(POLYBROKER_PUBLIC_ADDRESSES\)/);
  assert.equal((await cloud.send('DELETE', `${bobs}/${first.id}`, undefined, bob)).status, 404);
  assert.equal((await cloud.send('DELETE', `${eips}/${first.id}`)).status, 204);
  assert.deepEqual((await cloud.send('GET', `${eips}/${first.id}`)).json.code, 'VPC.0504');
  const made = await cloud.send('POST', bobs, order, bob);
  assert.equal(made.status, 200);
  const { public_ip_address: address, bandwidth_size: size, enterprise_project_id: ep } = made.json.publicip;
  assert.deepEqual([address, size, ep], ['127.1.0.1', 10, 'ep-1']);
  const shown = await cloud.send('GET', `${bobs}/${made.json.publicip.id}`, undefined, bob);
  assert.deepEqual(shown.json, made.json);
  assert.equal((await cloud.send('GET', `${eips}/${made.json.publicip.id}`)).status, 404);

  const rows: readonly (readonly [changes: object, status: number, code: string])[] = [
    [{ publicip: { type: '5_sbgp' } }, 400, 'VPC.0501'],
    [{ publicip: { type: '5_bgp', ip_version: 6 } }, 400, 'VPC.0501'],
    [{ publicip: { type: '5_bgp', ip_address: '127.1.0.2' } }, 400, 'VPC.0501'],
    [{ publicip: undefined }, 400, 'VPC.0501'],
    [{ bandwidth: { size: 0, share_type: 'PER' } }, 400, 'VPC.0301'],
    [{ bandwidth: { size: 5, share_type: 'WHOLE' } }, 400, 'VPC.0301'],
    [{ enterprise_project_id: 'ep-2' }, 400, 'VPC.0011'],
  ];
  for (const [changes, status, code] of rows) {
    const reply = await cloud.send('POST', bobs, { ...order, ...changes }, bob);
    assert.deepEqual([reply.status, reply.json.code], [status, code], JSON.stringify(changes));
  }
});

test('what an instance uses cannot be taken away, and is free once it is gone', async () => {
  await using cloud = await startCloudOnDisk();
  const held: readonly WireEip[] = (await cloud.send('GET', eips)).json.publicips;
  const ids = held.slice(0, 3).map((eip) => eip.id);
  const vpc = await makeVpc(cloud.alice);
  const subnet = await makeSubnet(cloud.alice, vpc.id);
  const group = await makeGroup(cloud.alice);
  // As in the example of the create call.
  const body = await seedBody(cloud.alice, {
    vpc_id: vpc.id,
    subnet_id: subnet.id,
    security_group_id: group.id,
    enable_publicip: true,
    publicip_id: ids.join(','),
    public_boundwidth: 3,
    enterprise_project_id: 'ep-1',
  });
  const id = await createInstance(cloud.alice, body);
  const shown = await showInstance(cloud.alice, id);
  assert.deepEqual(
    [
      shown['enable_publicip'],
      shown['public_bandwidth'],
      shown['publicip_id'],
      shown['publicip_address'],
      shown['public_connect_address'],
      shown['enterprise_project_id'],
    ],
    [true, 3, ids.join(','), '127.1.0.1,127.1.0.2,127.1.0.3', '', 'ep-1'],
  );
  const statuses = async () =>
    (await cloud.send('GET', eips)).json.publicips.slice(0, 4).map((eip: WireEip) => eip.status);
  assert.deepEqual(await statuses(), ['ACTIVE', 'ACTIVE', 'ACTIVE', 'DOWN']);

  const other = { ...body, name: 'other', publicip_id: [held[4]?.id, held[3]?.id, ids[2]].join(',') };
  assert.match(await refused(createInstance(cloud.alice, other), 400, 'DMS.00400128'), new RegExp(id));
  assert.deepEqual(await statuses(), ['ACTIVE', 'ACTIVE', 'ACTIVE', 'DOWN'], 'a refused order binds none');

  async function stillUsed(): Promise<void> {
    const used = new RegExp(`kafka-test \\(${id}\\)`);
    assert.match(await refused(dropSubnet(cloud.alice, vpc.id, subnet.id), 409, 'VPC.0209'), used);
    assert.match(await refused(dropGroup(cloud.alice, group.id), 409, 'VPC.0602'), used);
    const release = await cloud.send('DELETE', `${eips}/${ids[0]}`);
    assert.deepEqual([release.status, release.json.code], [409, 'VPC.0517']);
  }
  await stillUsed();
  await deleteInstance(cloud.alice, id);
  await stillUsed();
  await cloud.forget(id);

  assert.deepEqual(await statuses(), ['DOWN', 'DOWN', 'DOWN', 'DOWN']);
  const again = await createInstance(cloud.alice, body);
  await deleteInstance(cloud.alice, again);
  await cloud.forget(again);
  assert.equal((await cloud.send('DELETE', `${eips}/${ids[0]}`)).status, 204);
  await dropSubnet(cloud.alice, vpc.id, subnet.id);
  await dropGroup(cloud.alice, group.id);
});

test('no project sees or changes the networks of another', async () => {
  await using cloud = await startCloudOnDisk();
  const vpc = await makeVpc(cloud.alice);
  const subnet = await makeSubnet(cloud.alice, vpc.id);
  const group = await makeGroup(cloud.alice);
  const rule = group.security_group_rules[0]?.id ?? '';
  const eip: string = (await cloud.send('GET', eips)).json.publicips[0].id;
  const { network } = cloud.bob;
  assert.equal(wire<{ vpcs: WireVpc[] }>(await network.listVpcs(new sdk.ListVpcsRequest())).vpcs.length, 1);
  await refused(network.showVpc(new sdk.ShowVpcRequest().withVpcId(vpc.id)), 404, 'VPC.0003');
  await refused(network.deleteVpc(new sdk.DeleteVpcRequest().withVpcId(vpc.id)), 404, 'VPC.0003');
  await refused(
    makeSubnet(cloud.bob, vpc.id, { cidr: '10.1.9.0/24', gateway_ip: '10.1.9.1' }),
    404,
    'VPC.0003',
  );
  await refused(network.showSubnet(new sdk.ShowSubnetRequest().withSubnetId(subnet.id)), 404, 'VPC.0202');
  await refused(dropSubnet(cloud.bob, vpc.id, subnet.id), 404, 'VPC.0202');
  await refused(dropGroup(cloud.bob, group.id), 404, 'VPC.0603');
  await refused(makeRule(cloud.bob, group.id), 404, 'VPC.0603');
  await refused(
    network.deleteSecurityGroupRule(new sdk.DeleteSecurityGroupRuleRequest().withSecurityGroupRuleId(rule)),
    404,
    'VPC.0603',
  );
  assert.deepEqual((await cloud.send('GET', '/v1/bob-project/publicips', undefined, bob)).json, {
    publicips: [],
  });
  const stolen = await seedBody(cloud.bob, {
    enable_publicip: true,
    publicip_id: `${eip},${randomUUID()},${randomUUID()}`,
  });
  assert.match(await refused(createInstance(cloud.bob, stolen), 400, 'DMS.00400128'), /does not exist/);
});

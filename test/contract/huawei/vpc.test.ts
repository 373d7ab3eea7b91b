import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import sdk from '@huaweicloud/huaweicloud-sdk-vpc';
import { startCloudOnDisk } from '../../support/cloud-on-disk.ts';
import {
  dropGroup,
  dropSubnet,
  makeGroup,
  makeRule,
  makeSubnet,
  makeVpc,
  refused,
  type WireRule,
  type WireSubnet,
  type WireVpc,
} from '../../support/huawei-networks.ts';
import { wire } from '../../support/huawei.ts';

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
  assert.equal((await rulesOf()).length, 9, 'with those of the default group');
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

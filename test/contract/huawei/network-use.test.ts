import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import sdk from '@huaweicloud/huaweicloud-sdk-vpc';
import { startCloudOnDisk } from '../../support/cloud-on-disk.ts';
import { bob } from '../../support/owners.ts';
import {
  dropGroup,
  dropSubnet,
  makeGroup,
  makeRule,
  makeSubnet,
  makeVpc,
  refused,
  type WireVpc,
} from '../../support/huawei-networks.ts';
import { createInstance, deleteInstance, seedBody, showInstance, wire } from '../../support/huawei.ts';

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

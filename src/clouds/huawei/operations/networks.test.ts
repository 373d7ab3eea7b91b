import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneIds } from '../../../../test/support/huawei-create-body.ts';
import { createTestCloud } from '../../../../test/support/huawei-test-cloud.ts';

test('zones are listed with the ids that create takes', async (t) => {
  const { send } = await createTestCloud(t);
  const { json } = await send('GET', '/v2/available-zones');
  assert.equal(json.region_id, 'cn-north-4');
  assert.deepEqual(
    json.available_zones.map((zone: { id: string }) => zone.id),
    zoneIds,
  );
  assert.deepEqual(json.available_zones[0], {
    soldOut: false,
    id: zoneIds[0],
    code: 'cn-north-4a',
    name: 'AZ1',
    port: '8002',
    resource_availability: 'true',
    default_az: true,
    remain_time: Number.MAX_SAFE_INTEGER,
    ipv6_enable: false,
  });
});

test('networks are listed in the shapes of the VPC API, page by page', async (t) => {
  const { body, send } = await createTestCloud(t);
  const home1 = '/v1/alice-project';
  const { vpcs } = (await send('GET', `${home1}/vpcs`)).json;
  assert.equal(vpcs.length, 1);
  assert.equal(vpcs[0].id, body['vpc_id']);
  assert.equal(vpcs[0].created_at, '2026-11-21T03:00:00');
  assert.deepEqual((await send('GET', `${home1}/vpcs?enterprise_project_id=x`)).json, { vpcs: [] });

  const { subnets } = (await send('GET', `${home1}/subnets?vpc_id=${vpcs[0].id}`)).json;
  assert.deepEqual(
    subnets.map((subnet: { availability_zone: string }) => subnet.availability_zone),
    ['cn-north-4a', 'cn-north-4b', 'cn-north-4c'],
  );
  assert.equal(subnets[0].neutron_network_id, subnets[0].id);
  assert.deepEqual((await send('GET', `${home1}/subnets?vpc_id=x`)).json, { subnets: [] });
  const page = (await send('GET', `${home1}/subnets?limit=1&marker=${subnets[0].id}`)).json;
  assert.deepEqual(page.subnets, [subnets[1]]);
  assert.deepEqual((await send('GET', `${home1}/subnets?marker=${subnets[2].id}`)).json, { subnets: [] });
  assert.deepEqual((await send('GET', `${home1}/subnets?marker=x`)).json, { subnets: [] });
  const refused = await send('GET', `${home1}/subnets?limit=x`);
  assert.deepEqual([refused.status, refused.json.code], [400, 'VPC.0101']);

  const { security_groups: groups } = (await send('GET', `${home1}/security-groups`)).json;
  assert.equal(groups[0].id, body['security_group_id']);
  const { id: _, ...rule } = groups[0].security_group_rules[0];
  assert.deepEqual(rule, {
    description: '',
    security_group_id: groups[0].id,
    direction: 'ingress',
    ethertype: 'IPv4',
    protocol: null,
    port_range_min: null,
    port_range_max: null,
    remote_ip_prefix: '0.0.0.0/0',
    remote_group_id: null,
    remote_address_group_id: null,
    tenant_id: 'alice-project',
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bob } from '../../../../test/support/owners.ts';
import { createTencentTestCloud } from '../../../../test/support/tencent-cloud.ts';
import type { TencentRequest } from '../../../../test/support/tencent-signing.ts';

test('VPCs and subnets are made, found, used and deleted', async (t) => {
  const { send, order, create } = await createTencentTestCloud(t);
  const call = async (action: string, parameters: object = {}) => {
    const { response } = await send({ action, service: 'vpc', parameters });
    return response;
  };
  const { Vpc: vpc } = await call('CreateVpc', { VpcName: 'mine', CidrBlock: '10.1.0.0/16' });
  assert.match(vpc.VpcId, /^vpc-[a-z0-9]{8}$/);
  const { Subnet: subnet } = await call('CreateSubnet', {
    VpcId: vpc.VpcId,
    SubnetName: 'first',
    CidrBlock: '10.1.1.0/24',
    Zone: 'ap-guangzhou-2',
  });
  assert.match(subnet.SubnetId, /^subnet-[a-z0-9]{8}$/);
  assert.deepEqual([subnet.Zone, subnet.VpcId], ['ap-guangzhou-2', vpc.VpcId]);
  const { VpcSet: found, TotalCount: total } = await call('DescribeVpcs', { VpcIds: [vpc.VpcId] });
  assert.deepEqual([found.length, total, found[0].CidrBlock], [1, 1, '10.1.0.0/16']);
  const filter = { Filters: [{ Name: 'vpc-id', Values: [order['VpcId']] }], Limit: '2', Offset: '0' };
  assert.equal((await call('DescribeSubnets', filter)).SubnetSet.length, 2);
  const id = await create({ VpcId: vpc.VpcId, SubnetId: subnet.SubnetId, ZoneId: 450002 });
  assert.match(id, /^ckafka-/);
  assert.equal((await call('DeleteSubnet', { SubnetId: subnet.SubnetId })).Error.Code, 'ResourceInUse');
  assert.equal((await call('DeleteVpc', { VpcId: vpc.VpcId })).Error.Code, 'ResourceInUse');
  const { Vpc: other } = await call('CreateVpc', { VpcName: 'other', CidrBlock: '10.2.0.0/16' });
  assert.equal((await call('DeleteVpc', { VpcId: other.VpcId })).Error, undefined);
  const refusals: readonly (readonly [string, object, string])[] = [
    ['DeleteVpc', { VpcId: other.VpcId }, 'ResourceNotFound'],
    ['CreateVpc', { VpcName: 'x', CidrBlock: '8.8.8.0/24' }, 'InvalidParameterValue'],
    ['CreateVpc', { VpcName: 'x' }, 'MissingParameter'],
    ['DescribeVpcs', { Limit: 5 }, 'InvalidParameter'],
    ['DescribeVpcs', { Filters: [{ Name: 'colour', Values: ['x'] }] }, 'InvalidParameterValue'],
  ];
  for (const [action, parameters, code] of refusals) {
    assert.equal((await call(action, parameters)).Error.Code, code, action);
  }
  const wanted = { VpcId: vpc.VpcId, SubnetName: 's', CidrBlock: '10.1.1.128/25', Zone: 'ap-guangzhou-1' };
  assert.equal((await call('CreateSubnet', wanted)).Error.Code, 'InvalidParameterValue.SubnetConflict');
  const outside = { ...wanted, CidrBlock: '10.9.0.0/24' };
  assert.equal((await call('CreateSubnet', outside)).Error.Code, 'InvalidParameterValue.SubnetRange');
});

test('tags of instances are read, also where there are none, and changed', async (t) => {
  const { send, create } = await createTencentTestCloud(t);
  const id = await create({ Tags: [{ TagKey: 'a', TagValue: '1' }] });
  const bare = await create();
  const read: TencentRequest = {
    action: 'DescribeResourceTagsByResourceIds',
    service: 'tag',
    parameters: {
      ServiceType: 'ckafka',
      ResourcePrefix: 'ckafkaId',
      ResourceRegion: 'ap-guangzhou',
      ResourceIds: [id, bare],
      Limit: 50,
      Offset: 0,
    },
  };
  const tags = async (owner?: typeof bob) => {
    const { response } = await send(read, owner);
    assert.equal(response.Error, undefined, JSON.stringify(response));
    return response.Tags.map((tag: Record<string, string>) => [
      tag['ResourceId'],
      tag['TagKey'],
      tag['TagValue'],
    ]);
  };
  assert.deepEqual(await tags(), [[id, 'a', '1']]);
  assert.deepEqual(await tags(bob), []);
  const { response } = await send({
    action: 'ModifyResourceTags',
    service: 'tag',
    parameters: {
      Resource: `qcs::ckafka:ap-guangzhou:uin/:ckafkaId/${id}`,
      ReplaceTags: [{ TagKey: 'b', TagValue: '2' }],
      DeleteTags: [{ TagKey: 'a' }],
    },
  });
  assert.equal(response.Error, undefined, JSON.stringify(response));
  assert.deepEqual(await tags(), [[id, 'b', '2']]);
});

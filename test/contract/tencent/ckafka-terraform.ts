import assert from 'node:assert/strict';
import type { TestServer } from '../../support/server.ts';
import { tencentCall, type TencentPlace, untilDeleted, untilRunning } from '../../support/tencent.ts';
import { until } from '../../support/until.ts';

/** A call of the provider that must succeed; answers what stands in `Response`. */
// oxlint-disable-next-line typescript/no-explicit-any -- answers have every shape
export type ProviderCall = (action: string, parameters: object, service?: 'ckafka' | 'tag') => Promise<any>;

export function providerCall(server: TestServer): ProviderCall {
  return async (action, parameters, service = 'ckafka') => {
    const response = await tencentCall(server, { action, service, parameters });
    assert.equal(response.Error, undefined, JSON.stringify(response));
    return response;
  };
}

/** The provider's calls for an instance: an order that is given up at once, and the rest on one that runs already. */
export async function checkTerraformInstance(
  server: TestServer,
  place: TencentPlace,
  instanceId: string,
): Promise<void> {
  const call = providerCall(server);
  const { Result: created } = await call('CreatePostPaidInstance', {
    ...place,
    InstanceName: 'by-terraform',
    ZoneId: 100001,
    InstanceType: 1,
    SpecificationsType: 'profession',
    KafkaVersion: '2.8.1',
    DiskSize: 200,
    BandWidth: 20,
    Partition: 400,
    DiskType: 'CLOUD_BASIC',
    MultiZoneFlag: false,
    ZoneIds: [],
    ElasticBandwidthSwitch: 0,
    Tags: [],
  });
  const { InstanceId: brief } = created.Data;
  // An empty list at this moment would be the end of the provider's waiting.
  const early = await call('DescribeInstancesDetail', { InstanceId: brief });
  assert.equal(early.Result.InstanceList.length, 1);
  await call('DeleteInstancePost', { InstanceId: brief });

  const id = { InstanceId: instanceId };
  await call('ModifyInstanceAttributes', {
    ...id,
    MsgRetentionTime: 2880,
    Config: { AutoCreateTopicEnable: true, DefaultNumPartitions: 3, DefaultReplicationFactor: 3 },
    DynamicRetentionConfig: { Enable: 1 },
  });
  const resource = `qcs::ckafka:ap-guangzhou:uin/:ckafkaId/${instanceId}`;
  const tags = [{ TagKey: 'made-by', TagValue: 'terraform' }];
  await call('ModifyResourceTags', { Resource: resource, ReplaceTags: tags, DeleteTags: [] }, 'tag');
  const { Result: detail } = await call('DescribeInstancesDetail', id);
  const [shown] = detail.InstanceList;
  for (const field of ['InstanceType', 'Bandwidth', 'Status', 'ExpireTime']) assert.ok(field in shown, field);
  assert.equal(shown.Bandwidth / 8, 20);
  const { Tags: read } = await call(
    'DescribeResourceTagsByResourceIds',
    {
      ServiceType: 'ckafka',
      ResourcePrefix: 'ckafkaId',
      ResourceRegion: 'ap-guangzhou',
      ResourceIds: [instanceId],
      Limit: 50,
      Offset: 0,
    },
    'tag',
  );
  assert.deepEqual([read[0].ResourceId, read[0].TagKey], [instanceId, 'made-by']);
  const { Result: attributes } = await call('DescribeInstanceAttributes', id);
  assert.ok(attributes.RetentionTimeConfig);
  assert.deepEqual([attributes.MsgRetentionTime, attributes.Config.AutoCreateTopicsEnable], [2880, true]);
  await untilRunning(server, instanceId);
  const bigger = { ...id, UpgradeStrategy: 1, BandWidth: 40, DiskSize: 500, Partition: 800 };
  await call('InstanceScalingDown', bigger);
  assert.equal((await untilRunning(server, instanceId)).Bandwidth / 8, 40);
  const routes = await call('DescribeRoute', id);
  assert.equal(routes.Result.Routers[0].VipList.length, 1);
  await untilDeleted(server, brief);
}

export interface OpenRoute {
  readonly id: number;
  readonly brokers: readonly string[];
}

/** The provider's calls for a route. */
export async function createTerraformRoute(
  server: TestServer,
  instanceId: string,
  order: object,
): Promise<OpenRoute> {
  const call = providerCall(server);
  const asked = { InstanceId: instanceId, ...order, Note: 'by terraform' };
  const { Result: created } = await call('CreateRoute', asked);
  const { FlowId: flow, RouteDTO: made } = created.Data;
  await untilFlowEnded(call, flow);
  const { Result: shown } = await call('DescribeRoute', { InstanceId: instanceId, RouteId: made.RouteId });
  const [{ VipList: vips, BrokerVipList: brokers, Status: status }] = shown.Routers;
  assert.deepEqual([vips.length, brokers.length, status], [1, 3, 2]);
  return { id: made.RouteId, brokers: brokers.map(addressText) };
}

export async function deleteTerraformRoute(
  server: TestServer,
  instanceId: string,
  { id }: OpenRoute,
): Promise<void> {
  const call = providerCall(server);
  const { Result: deleted } = await call('DeleteRoute', { InstanceId: instanceId, RouteId: id });
  await untilFlowEnded(call, deleted.Data.FlowId);
  const { Result: shown } = await call('DescribeRoute', { InstanceId: instanceId, RouteId: id });
  assert.deepEqual(shown.Routers, []);
}

async function untilFlowEnded(call: ProviderCall, flow: number): Promise<void> {
  await until(`the flow ${flow} has ended`, 240_000, async () => {
    const { Result: task } = await call('DescribeTaskStatus', { FlowId: flow });
    assert.notEqual(task.Status, 1, JSON.stringify(task));
    return task.Status === 0 ? true : undefined;
  });
}

function addressText({
  Vip: address,
  Vport: port,
}: {
  readonly Vip: string;
  readonly Vport: string;
}): string {
  return `${address}:${port}`;
}

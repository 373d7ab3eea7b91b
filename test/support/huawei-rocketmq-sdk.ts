import assert from 'node:assert/strict';
import rocketmqSdk from '@huaweicloud/huaweicloud-sdk-rocketmq';
import sdk from '@huaweicloud/huaweicloud-sdk-core';
import { type HuaweiAccess, huaweiClients, type HuaweiRefusal, seedBody, wire } from './huawei.ts';
import { rocketmqExample } from './huawei-rocketmq.ts';
import { until } from './until.ts';

/** Huawei's official Node SDK for RocketMQ with nothing changed but the endpoint. */
export function rocketmqSdkClient({ endpoint, accessKey, secretKey, projectId }: HuaweiAccess) {
  const credentials = new sdk.BasicCredentials().withAk(accessKey).withSk(secretKey).withProjectId(projectId);
  return rocketmqSdk.RocketMQClient.newBuilder().withCredential(credentials).withEndpoint(endpoint).build();
}

type Client = ReturnType<typeof rocketmqSdkClient>;

/** The fields of a RocketMQ instance that tests read, as they come over the wire. */
export interface ShownRocketmq {
  readonly instance_id: string;
  readonly status: string;
  readonly status_reason?: string;
  readonly namesrv_address: string;
  readonly broker_address: string;
  readonly grpc_address: string;
  readonly publicip_address: string;
  readonly public_namesrv_address: string;
  readonly public_broker_address: string;
  readonly ipv6_namesrv_address: string;
  readonly ipv6_broker_address: string;
  readonly [field: string]: unknown;
}

/** The example of the create call, with ids that exist. */
export async function rocketmqSeedBody(access: HuaweiAccess): Promise<object> {
  const {
    vpc_id: vpcId,
    subnet_id: subnetId,
    security_group_id: groupId,
    available_zones: zones,
  } = await seedBody(huaweiClients(access));
  return {
    ...rocketmqExample,
    vpc_id: vpcId,
    subnet_id: subnetId,
    security_group_id: groupId,
    available_zones: zones,
  };
}

export async function showRocketmq(client: Client, id: string): Promise<ShownRocketmq> {
  return wire(await client.showInstance(new rocketmqSdk.ShowInstanceRequest().withInstanceId(id)));
}

/** Waits until it is made. @param log what the server said, for the message */
export async function untilRocketmqRuns(
  client: Client,
  id: string,
  log: () => string,
): Promise<ShownRocketmq> {
  const settled = await until(`${id} is made`, 240_000, async () => {
    const instance = await showRocketmq(client, id);
    return instance.status === 'CREATING' ? undefined : instance;
  });
  assert.equal(settled.status, 'RUNNING', `${settled.status_reason}\n${log()}`);
  return settled;
}

export async function deleteRocketmq(client: Client, id: string): Promise<void> {
  await client.deleteInstance(new rocketmqSdk.DeleteInstanceRequest().withInstanceId(id));
  const refusal = await until(`${id} is gone`, 120_000, () =>
    showRocketmq(client, id).then(
      () => undefined,
      (error: HuaweiRefusal) => error,
    ),
  );
  assert.deepEqual([refusal.httpStatusCode, refusal.errorCode], [404, 'DMS.00404022']);
}

/** The first of a list of addresses, as clients take one. */
export function firstAddress(addresses: string | undefined): string {
  return addresses?.split(';')[0] || assert.fail('there is an address');
}

import assert from 'node:assert/strict';
import { ckafka } from 'tencentcloud-sdk-nodejs-ckafka';
import type { TestServer } from './server.ts';
import { tencentSigned, type TencentRequest } from './tencent-signing.ts';
import { until } from './until.ts';

/** Where a server is and with which key it is called. */
export type TencentAccess = Pick<TestServer, 'endpoint' | 'accessKey' | 'secretKey'>;

/** Tencent's official Node SDK with nothing changed but the endpoint. */
export function tencentClient({ endpoint, accessKey, secretKey }: TencentAccess) {
  return new ckafka.v20190819.Client({
    credential: { secretId: accessKey, secretKey },
    region: 'ap-guangzhou',
    profile: { httpProfile: { protocol: 'http://', endpoint: new URL(endpoint).host } },
  });
}

export type TencentClient = ReturnType<typeof tencentClient>;

/** A call as Go's SDK makes it, which Terraform's provider uses: what `Response` holds. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
export async function tencentCall(access: TencentAccess, request: TencentRequest): Promise<any> {
  const { host } = new URL(access.endpoint);
  const { headers, body } = tencentSigned({ ...request, host }, access, Date.now());
  const { host: _, ...sent } = headers;
  const reply = await fetch(access.endpoint, {
    method: 'POST',
    headers: sent as Record<string, string>,
    body: Buffer.from(body),
  });
  assert.equal(reply.status, 200);
  const { Response: response } = (await reply.json()) as { Response: { RequestId: string } };
  assert.equal(response.RequestId, reply.headers.get('x-request-id'));
  return response;
}

export interface TencentPlace {
  readonly VpcId: string;
  readonly SubnetId: string;
}

/** The first VPC, and its subnet in the first zone. */
export async function tencentPlace(access: TencentAccess): Promise<TencentPlace> {
  const { SubnetSet: subnets } = await tencentCall(access, {
    action: 'DescribeSubnets',
    service: 'vpc',
    parameters: { Filters: [{ Name: 'zone', Values: ['ap-guangzhou-1'] }] },
  });
  const { VpcId, SubnetId } = subnets[0];
  return { VpcId, SubnetId };
}

/** An instance as DescribeInstancesDetail shows it once it runs. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
export function untilRunning(access: TencentAccess, id: string): Promise<any> {
  return until(`${id} is running`, 240_000, async () => {
    const shown = await shownInstance(access, id);
    assert.ok(shown, 'an instance is listed from its order on');
    assert.ok([0, 1].includes(shown.Status), JSON.stringify(shown));
    return shown.Status === 1 ? shown : undefined;
  });
}

/** Waits until an instance that is being deleted is in the list no more. */
export async function untilDeleted(access: TencentAccess, id: string): Promise<void> {
  await until(`${id} is gone`, 120_000, async () => {
    const shown = await shownInstance(access, id);
    if (shown !== undefined) assert.equal(shown.Status, 2);
    return shown === undefined ? true : undefined;
  });
}

// oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
async function shownInstance(access: TencentAccess, id: string): Promise<any> {
  const response = await tencentCall(access, {
    action: 'DescribeInstancesDetail',
    parameters: { InstanceId: id },
  });
  assert.equal(response.Error, undefined, JSON.stringify(response));
  return response.Result.InstanceList[0];
}

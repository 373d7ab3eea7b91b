import assert from 'node:assert/strict';
import alikafka from '@alicloud/alikafka20190916';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import Core from '@alicloud/pop-core';
import { type AlibabaRequest, alibabaSigned } from './alibaba-signing.ts';
import type { KafkaAccess } from './kafka-client.ts';
import type { TestServer } from './server.ts';
import { until } from './until.ts';

/** Where a server is and with which key it is called. */
export type AlibabaAccess = Pick<TestServer, 'endpoint' | 'accessKey' | 'secretKey'>;

export const regionId = 'cn-hangzhou';

/** Alibaba's official Node SDK with nothing changed but the endpoint. */
export function alibabaClient({ endpoint, accessKey, secretKey }: AlibabaAccess) {
  return new alikafka.default(
    new $OpenApiUtil.Config({
      accessKeyId: accessKey,
      accessKeySecret: secretKey,
      endpoint: new URL(endpoint).host,
      protocol: 'http',
      regionId,
    }),
  );
}

export type AlibabaClient = ReturnType<typeof alibabaClient>;

/** The older core client, which signs in the first way. */
export function alibabaCore({ endpoint, accessKey, secretKey }: AlibabaAccess): Core {
  return new Core({ accessKeyId: accessKey, accessKeySecret: secretKey, endpoint, apiVersion: '2019-09-16' });
}

export interface AlibabaAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly requestId: string;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly json: any;
}

/** A call as the Terraform provider makes it: the action's own parameters in a form, all others in the query. */
export async function alibabaAsk(access: AlibabaAccess, request: AlibabaRequest): Promise<AlibabaAnswer> {
  const { host } = new URL(access.endpoint);
  const signed = alibabaSigned({ style: 'v1-both', ...request, host }, access, Date.now());
  const { host: _, ...headers } = signed.headers;
  const reply = await fetch(`${access.endpoint}${signed.target}`, {
    method: signed.method,
    headers: headers as Record<string, string>,
    ...(signed.method === 'GET' ? {} : { body: Buffer.from(signed.body) }),
  });
  const text = await reply.text();
  return {
    status: reply.status,
    contentType: reply.headers.get('content-type'),
    requestId: reply.headers.get('x-acs-request-id') ?? '',
    text,
    json: text.startsWith('{') ? JSON.parse(text) : undefined,
  };
}

/** The same for a call that must succeed. As the provider does, it asks again while brokers are away. */
export async function alibabaCall(
  access: AlibabaAccess,
  action: string,
  parameters: AlibabaRequest['parameters'] = {},
  product: NonNullable<AlibabaRequest['product']> = 'alikafka',
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
): Promise<any> {
  const answer = await until(
    `${action} is answered`,
    120_000,
    async () => {
      const one = await alibabaAsk(access, { action, parameters, product });
      if (one.json?.Code === 'ONS_SYSTEM_FLOW_CONTROL') throw new Error(one.text);
      return one;
    },
    1000,
  );
  const { status, text, json } = answer;
  assert.equal(status, 200, `${action}: ${text}`);
  if (product === 'alikafka') {
    assert.deepEqual([json.Code, json.Message, json.Success], [200, 'operation success.', true]);
  }
  return json;
}

export interface AlibabaPlace {
  readonly VpcId: string;
  readonly VSwitchId: string;
  readonly ZoneId: string;
}

/** A vSwitch in the region's first zone, with its VPC. */
export async function alibabaPlace(access: AlibabaAccess): Promise<AlibabaPlace> {
  const { VSwitches: list } = await alibabaCall(access, 'DescribeVSwitches', {}, 'vpc');
  const found = list.VSwitch.find(({ ZoneId: zone }: AlibabaPlace) => zone === `${regionId}-a`);
  assert.ok(found, JSON.stringify(list));
  return { VpcId: found.VpcId, VSwitchId: found.VSwitchId, ZoneId: 'zonea' };
}

/** An instance as GetInstanceList shows it; undefined where it does not. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
export async function listedInstance(access: AlibabaAccess, id: string): Promise<any> {
  const { InstanceList: list } = await alibabaCall(access, 'GetInstanceList', { 'InstanceId.1': id });
  return list.InstanceVO[0];
}

/** An instance once it is in service (5) and `isSo`. */
export function untilInService(
  access: AlibabaAccess,
  id: string,
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  isSo: (shown: any) => boolean = () => true,
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
): Promise<any> {
  return until(
    `${id} is in service`,
    240_000,
    async () => {
      const shown = await listedInstance(access, id);
      assert.ok(shown, 'an instance is listed from its order on');
      return shown.ServiceStatus === 5 && isSo(shown) ? shown : undefined;
    },
    300,
  );
}

/** Waits until a deleted instance is in the list no more. */
export async function untilNotListed(access: AlibabaAccess, id: string): Promise<void> {
  await until(
    `${id} is gone`,
    120_000,
    async () => {
      const shown = await listedInstance(access, id);
      if (shown !== undefined) assert.equal(shown.ServiceStatus, 10);
      return shown === undefined ? true : undefined;
    },
    300,
  );
}

/** Orders and deploys an instance, and answers its id. */
export async function deployInstance(
  access: AlibabaAccess,
  place: AlibabaPlace,
  start: AlibabaRequest['parameters'] = {},
  order: AlibabaRequest['parameters'] = {},
): Promise<string> {
  const wanted = { DeployType: 5, IoMax: 20, DiskSize: 500, TopicQuota: 50, ...order };
  const { OrderId: orderId } = await alibabaCall(access, 'CreatePostPayOrder', wanted);
  const { InstanceList: list } = await alibabaCall(access, 'GetInstanceList', { OrderId: orderId });
  const [{ InstanceId: id, ServiceStatus: status }] = list.InstanceVO;
  assert.equal(status, 0);
  await alibabaCall(access, 'StartInstance', { InstanceId: id, ...place, ...start });
  return id;
}

/** Where clients come in, from a field of GetInstanceList (`ip:9092,ip:9092`). */
export function brokersIn(endpoints: string): readonly string[] {
  assert.match(endpoints, /^[\d.]+:\d+(,[\d.]+:\d+)*$/);
  return endpoints.split(',');
}

/** The certificate of an instance's CA; nothing of Alibaba's API hands it out. */
export async function caOf({ endpoint }: AlibabaAccess, id: string): Promise<string> {
  const reply = await fetch(`${endpoint}/_polybroker/instances/${id}/ca.pem`);
  assert.equal(reply.status, 200);
  return reply.text();
}

/** A user's login, on a listener with TLS where `ca` is given. */
export function loginAs(
  brokers: readonly string[],
  username: string,
  password: string,
  mechanism: 'plain' | 'scram-sha-256' = 'plain',
  ca = '',
): KafkaAccess {
  return { brokers, login: { mechanism, username, password, ca } };
}

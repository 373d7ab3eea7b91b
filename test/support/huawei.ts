import sdk from '@huaweicloud/huaweicloud-sdk-core';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import vpcSdk from '@huaweicloud/huaweicloud-sdk-vpc';
import log4js from 'log4js';
import type { KafkaAccess } from './kafka-client.ts';
import { until } from './until.ts';

// The SDK prints each error answer in full, also those that a test asks for; they are in what it throws.
log4js.configure({
  appenders: { out: { type: 'stdout' } },
  categories: { default: { appenders: ['out'], level: 'off' } },
});

/** Where a server is and with which key it is called. */
export interface HuaweiAccess {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly projectId: string;
}

/** Huawei's official Node SDK with nothing changed but the endpoint. */
export function huaweiClients({ endpoint, accessKey, secretKey, projectId }: HuaweiAccess) {
  const credentials = new sdk.BasicCredentials().withAk(accessKey).withSk(secretKey).withProjectId(projectId);
  return {
    kafka: kafkaSdk.KafkaClient.newBuilder().withCredential(credentials).withEndpoint(endpoint).build(),
    network: vpcSdk.VpcClient.newBuilder().withCredential(credentials).withEndpoint(endpoint).build(),
  };
}

export type HuaweiClients = ReturnType<typeof huaweiClients>;

/** The fields of an instance that tests read, as they come over the wire. (The SDK's own types hide them behind getters that its answers lack.) */
export interface ShownInstance {
  readonly instance_id: string;
  readonly name: string;
  readonly status: string;
  readonly connect_address: string;
  readonly port: number;
  readonly [field: string]: unknown;
}

/** An answer of the SDK as what it is at run time: the parsed JSON. */
export function wire<T>(answer: object): T {
  return answer as T;
}

interface Named {
  readonly id: string;
}

/** The seed's example body (Kafka 2.3.0, without public access), with network and zone ids that exist and valid passwords. */
export async function seedBody({ kafka, network }: HuaweiClients, changes: Record<string, unknown> = {}) {
  const { vpcs } = wire<{ vpcs: Named[] }>(await network.listVpcs(new vpcSdk.ListVpcsRequest()));
  const { subnets } = wire<{ subnets: Named[] }>(await network.listSubnets(new vpcSdk.ListSubnetsRequest()));
  const { security_groups: groups } = wire<{ security_groups: Named[] }>(
    await network.listSecurityGroups(new vpcSdk.ListSecurityGroupsRequest()),
  );
  const { available_zones: zones } = wire<{ available_zones: Named[] }>(
    await kafka.listAvailableZones(new kafkaSdk.ListAvailableZonesRequest()),
  );
  return {
    name: 'kafka-test',
    description: '',
    engine: 'kafka',
    engine_version: '2.3.0',
    storage_space: 300,
    kafka_manager_user: 'root',
    kafka_manager_password: 'Manager-2468',
    vpc_id: vpcs[0]?.id,
    security_group_id: groups[0]?.id,
    subnet_id: subnets[0]?.id,
    available_zones: [zones[0]?.id],
    product_id: '00300-30310-0--0',
    maintain_begin: '22:00',
    maintain_end: '02:00',
    ssl_enable: true,
    access_user: 'root',
    password: userPassword,
    enterprise_project_id: '0',
    specification: '300MB',
    partition_num: 900,
    retention_policy: 'time_base',
    connector_enable: false,
    enable_auto_topic: true,
    storage_spec_code: 'dms.physical.storage.ultra',
    tags: [
      { key: 'key1', value: 'value1' },
      { key: 'key2', value: 'value2' },
    ],
    ...changes,
  };
}

/** The password of the user `root` in `seedBody`. */
export const userPassword = 'Secret-13579';

/** Where the brokers of an instance are: all that a client needs whom they ask for no login. */
export function brokersOf({ connect_address: addresses, port }: ShownInstance): KafkaAccess {
  return { brokers: addresses.split(',').map((address) => `${address}:${port}`) };
}

type Login = Omit<NonNullable<KafkaAccess['login']>, 'ca'>;
const firstUser: Login = { mechanism: 'scram-sha-512', username: 'root', password: userPassword };

/** How a client reaches the brokers that asks for a login; as the user of `seedBody` unless told otherwise. */
export async function loginTo(
  { endpoint }: HuaweiAccess,
  instance: ShownInstance,
  login: Partial<Login> = {},
): Promise<Required<KafkaAccess>> {
  const download = await fetch(`${endpoint}/_polybroker/instances/${instance.instance_id}/ca.pem`);
  const text = await download.text();
  if (!download.ok) throw new Error(`The authority's certificate: ${download.status} ${text}`);
  return { ...brokersOf(instance), login: { ...firstUser, ...login, ca: text } };
}

/** How a client reaches an instance that was ordered with `seedBody`, with a login where that asks for one. */
export async function accessTo(server: HuaweiAccess, instance: ShownInstance): Promise<KafkaAccess> {
  return instance['ssl_enable'] === true ? loginTo(server, instance) : brokersOf(instance);
}

/** Creates an instance and answers its id. */
export async function createInstance({ kafka }: HuaweiClients, body: object): Promise<string> {
  const request = new kafkaSdk.CreatePostPaidKafkaInstanceRequest().withBody(
    body as kafkaSdk.CreateInstanceByEngineReq,
  );
  return wire<{ instance_id: string }>(await kafka.createPostPaidKafkaInstance(request)).instance_id;
}

export async function showInstance({ kafka }: HuaweiClients, id: string): Promise<ShownInstance> {
  return wire(await kafka.showInstance(new kafkaSdk.ShowInstanceRequest().withInstanceId(id)));
}

export async function deleteInstance({ kafka }: HuaweiClients, id: string): Promise<void> {
  await kafka.deleteInstance(new kafkaSdk.DeleteInstanceRequest().withInstanceId(id));
}

export async function restartInstance({ kafka }: HuaweiClients, id: string): Promise<void> {
  const body = { action: 'restart', instances: [id] } as kafkaSdk.BatchRestartOrDeleteInstanceReq;
  await kafka.batchRestartOrDeleteInstances(
    new kafkaSdk.BatchRestartOrDeleteInstancesRequest().withBody(body),
  );
}

/** Asks until the instance has one of these statuses; an ERROR that is not asked for ends the wait at once. */
export async function untilStatus(
  clients: HuaweiClients,
  id: string,
  status: string,
  withinMs = 180_000,
): Promise<ShownInstance> {
  let failed: string | undefined;
  const instance = await until(`instance ${id} is ${status}`, withinMs, async () => {
    const shown = await showInstance(clients, id);
    if (shown.status === status) return shown;
    if (shown.status === 'ERROR') {
      failed = JSON.stringify(shown);
      return shown;
    }
    return undefined;
  });
  if (failed !== undefined && instance.status !== status) throw new Error(`The instance failed: ${failed}`);
  return instance;
}

/** What the SDK throws for an answer that is an error. */
export interface HuaweiRefusal {
  readonly httpStatusCode: number;
  readonly errorCode: string;
  readonly errorMsg: string;
}

/** Asks until the instance is gone, which the cloud says with 404 DMS.00404022. */
export async function untilGone(
  clients: HuaweiClients,
  id: string,
  withinMs = 60_000,
): Promise<HuaweiRefusal> {
  return until(`instance ${id} is gone`, withinMs, () =>
    showInstance(clients, id).then(
      () => undefined,
      (error: HuaweiRefusal) => error,
    ),
  );
}

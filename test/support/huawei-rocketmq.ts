import assert from 'node:assert/strict';
import type { Endpoint } from '../../src/domain/instance/instance.ts';
import { home } from './huawei-cloud.ts';
import { zoneIds } from './huawei-create-body.ts';
import type { HuaweiTestCloud } from './huawei-test-cloud.ts';

/** The example of the page of the create call of v2, whose network ids are those of `cloud.body`. */
export const rocketmqExample = {
  name: 'reliability-1751840557',
  description: '',
  engine: 'reliability',
  engine_version: '4.8.0',
  storage_space: 600,
  available_zones: zoneIds.slice(0, 1),
  product_id: 'c6.4u8g.cluster',
  enterprise_project_id: '0',
  ssl_enable: false,
  storage_spec_code: 'dms.physical.storage.ultra.v2',
  ipv6_enable: false,
  enable_publicip: false,
  publicip_id: '',
  broker_num: 1,
};

/** The example as `alice` may order it. */
export function rocketmqBody({ body }: Pick<HuaweiTestCloud, 'body'>, changes: object = {}): object {
  const { vpc_id: vpcId, subnet_id: subnetId, security_group_id: groupId } = body;
  return { ...rocketmqExample, vpc_id: vpcId, subnet_id: subnetId, security_group_id: groupId, ...changes };
}

/** Where a broker with one name server would listen. */
export const rocketmqEndpoints: readonly Endpoint[] = [
  { member: 'nameserver-1', listener: 'nameserver', address: '127.0.3.1', port: 8100 },
  { member: 'broker-1-a', listener: 'broker', address: '127.0.3.2', port: 10100 },
];

/** Creates an instance of `alice` that runs, as far as the store knows, and answers its id. */
export async function runningRocketmq(
  cloud: Pick<HuaweiTestCloud, 'body' | 'send' | 'bringUp'>,
  changes: object = {},
): Promise<string> {
  const reply = await cloud.send('POST', `${home}/instances`, rocketmqBody(cloud, changes));
  assert.equal(reply.status, 200, JSON.stringify(reply.json));
  await cloud.bringUp(reply.json.instance_id, rocketmqEndpoints);
  return reply.json.instance_id;
}

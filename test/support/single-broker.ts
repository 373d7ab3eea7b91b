import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { type HuaweiClients, seedBody, type ShownInstance, userPassword } from './huawei.ts';
import type { KafkaAccess } from './kafka-client.ts';

/** The order of Huawei's smallest product, one broker: what a test takes that needs real brokers but not many. */
export function singleBrokerBody(clients: HuaweiClients, changes: Record<string, unknown> = {}) {
  return seedBody(clients, {
    product_id: 'c6.2u4g.single',
    broker_num: 1,
    storage_space: 100,
    storage_spec_code: 'dms.physical.storage.ultra.v2',
    specification: undefined,
    partition_num: undefined,
    ssl_enable: false,
    access_user: undefined,
    password: undefined,
    ...changes,
  });
}

/** How a client reaches an instance that was ordered with `seedBody`, with the login of its user where it has one. */
export async function accessTo(dataDir: string, instance: ShownInstance): Promise<KafkaAccess> {
  const brokers = instance.connect_address.split(',').map((address) => `${address}:${instance.port}`);
  if (instance['ssl_enable'] !== true) return { brokers };
  const caFile = join(dataDir, 'instances', instance.instance_id, 'broker-1', 'ca.pem');
  const ca = await readFile(caFile, 'utf8');
  return { brokers, login: { mechanism: 'scram-sha-512', username: 'root', password: userPassword, ca } };
}

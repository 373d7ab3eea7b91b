import { type HuaweiClients, seedBody } from './huawei.ts';

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

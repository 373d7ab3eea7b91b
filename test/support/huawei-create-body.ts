import type { Services } from '../../src/clouds/huawei/operation.ts';
import { createZoneDirectory } from '../../src/clouds/huawei/zone-directory.ts';

const zones = createZoneDirectory('cn-north-4');

/** The ids of the region's zones. */
export const zoneIds: readonly string[] = zones.all.map((zone) => zone.id);

/** What the create call needs to know of the service. */
export const createServices: Pick<Services, 'zones' | 'kafkaVersions'> = { zones, kafkaVersions: ['2.3.0'] };

/** The example of Huawei's page of the create call, without public access. */
export const exampleBody = {
  name: 'kafka-test',
  description: '',
  engine: 'kafka',
  engine_version: '2.3.0',
  storage_space: 300,
  kafka_manager_user: 'root',
  kafka_manager_password: 'Manager-1',
  vpc_id: '23921d2a-0000-4000-8000-5f2fa5327a48',
  security_group_id: '2e888928-0000-4000-8000-e36c6520d473',
  subnet_id: '37bb12c9-0000-4000-8000-ae8f7d336ab6',
  available_zones: zoneIds.slice(0, 1),
  product_id: '00300-30310-0--0',
  maintain_begin: '22:00',
  maintain_end: '02:00',
  ssl_enable: true,
  enable_publicip: false,
  publicip_id: '',
  access_user: 'root',
  password: 'Password-1',
  enterprise_project_id: '0',
  specification: '300MB',
  partition_num: 900,
  retention_policy: 'time_base',
  public_boundwidth: 3,
  connector_enable: false,
  enable_auto_topic: true,
  storage_spec_code: 'dms.physical.storage.ultra',
  tags: [
    { key: 'key1', value: 'value1' },
    { key: 'key2', value: 'value2' },
  ],
};

/** What Terraform sends for a product that is sold by broker. */
export const flavoredBody = {
  name: 'kafka-test',
  engine: 'kafka',
  engine_version: '2.3.0',
  product_id: 'c6.2u4g.cluster',
  broker_num: 3,
  storage_space: 300,
  storage_spec_code: 'dms.physical.storage.ultra.v2',
  vpc_id: exampleBody.vpc_id,
  security_group_id: exampleBody.security_group_id,
  subnet_id: exampleBody.subnet_id,
  available_zones: zoneIds,
  bss_param: { charging_mode: '' },
};

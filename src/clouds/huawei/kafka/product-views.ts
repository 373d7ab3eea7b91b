import type { ZoneDirectory } from '../zone-directory.ts';
import type { BandwidthProduct, FlavorProduct } from './products.ts';

/** The virtual machine that Huawei's documentation names for each size; it says nothing here, and clients show it. */
const machines: Readonly<Record<string, string>> = {
  '2u4g': 'c6.large.2',
  '4u8g': 'c6.xlarge.2',
  '8u16g': 'c6.2xlarge.2',
  '12u24g': 'c6.3xlarge.2',
  '16u32g': 'c6.4xlarge.2',
};

/** A product that is sold by broker. All numbers of its properties are strings, and zones go by their codes. */
export function flavorView(product: FlavorProduct, kafkaVersions: readonly string[], zones: ZoneDirectory) {
  const [family = '', size = ''] = product.id.split('.');
  const zoneCodes = zones.all.map(({ code }) => code);
  const { brokers, storageGib } = product;
  return {
    type: brokers.max === 1 ? 'single' : 'cluster',
    product_id: product.id,
    ecs_flavor_id: machines[size] ?? '',
    billing_code: `dms.platinum.${family}`,
    arch_types: ['X86'],
    charging_mode: ['hourly'],
    ios: ['high', 'ultra'].map((level) => ({
      io_spec: `dms.physical.storage.${level}.v2`,
      type: 'evs',
      available_zones: zoneCodes,
      unavailable_zones: [],
    })),
    support_features: [],
    properties: {
      max_broker: String(brokers.max),
      min_broker: String(brokers.min),
      max_partition_per_broker: String(product.partitionLimitPerBroker),
      max_bandwidth_per_broker: String(product.bandwidthMibpsPerBroker),
      max_tps_per_broker: String(product.messagesPerSecondPerBroker),
      max_consumer_per_broker: String(product.consumerGroupsPerBroker),
      max_storage_per_node: String(storageGib.max / brokers.max),
      min_storage_per_node: String(storageGib.min / brokers.min),
      product_alias: product.alias,
      engine_versions: kafkaVersions.join(','),
    },
  };
}

/** A product that is sold by bandwidth, in the older list. Everything is a string, and zones go by their ids. */
export function bandwidthProductView(product: BandwidthProduct, zones: ZoneDirectory) {
  const available = { available_zones: zones.all.map(({ id }) => id), unavailable_zones: [] };
  return {
    product_id: product.id,
    spec_code: product.specCode,
    // The least that can be ordered.
    storage: String(product.storageGib.min),
    partition_num: String(product.partitionLimit),
    bandwidth: product.specification,
    tps: '',
    vm_specification: '',
    product_info: [],
    io: [
      { io_type: 'high', storage_spec_code: 'dms.physical.storage.high', volume_type: 'SAS', ...available },
      { io_type: 'ultra', storage_spec_code: 'dms.physical.storage.ultra', volume_type: 'SSD', ...available },
    ],
    ...available,
  };
}

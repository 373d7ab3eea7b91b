import type { ZoneDirectory } from '../zone-directory.ts';
import type { RocketmqProduct } from './products.ts';

/** A product as the cloud lists it. All numbers of its properties are strings, and zones go by their codes. */
export function rocketmqProductView(product: RocketmqProduct, zones: ZoneDirectory) {
  const zoneCodes = zones.all.map(({ code }) => code);
  const { brokers, storageGib } = product;
  return {
    type: product.id.includes('.b1.') ? 'single' : 'cluster',
    product_id: product.id,
    ecs_flavor_id: '',
    billing_code: `dms.platinum.${product.id.split('.')[0] ?? ''}`,
    arch_types: ['X86'],
    charging_mode: ['monthly', 'hourly'],
    ios: ['high', 'ultra'].map((level) => ({
      io_spec: `dms.physical.storage.${level}.v2`,
      type: 'evs',
      available_zones: zoneCodes,
      unavailable_zones: [],
    })),
    support_features: [],
    available_zones: zoneCodes,
    unavailable_zones: [],
    qingtian_incompatible: false,
    properties: {
      max_broker: String(brokers.max),
      min_broker: String(brokers.min),
      max_topic_per_broker: String(product.topicLimit),
      max_consumer_per_broker: String(product.groupLimit),
      max_tps_per_broker: String(product.messagesPerSecond),
      max_storage_per_node: String(storageGib.max),
      min_storage_per_node: String(storageGib.min),
      product_alias: product.alias,
      engine_versions: product.versions.join(','),
    },
  };
}

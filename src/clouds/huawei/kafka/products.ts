/**
 * Huawei's Kafka products as data.
 *
 * `bandwidth` products are the old ones, sold by bandwidth (the seed page of the create call): the number of brokers is
 * fixed. `flavor` products are the newer ones, sold by broker: the buyer says how many.
 */
export type KafkaProduct = BandwidthProduct | FlavorProduct;

interface Range {
  readonly min: number;
  readonly max: number;
}

export interface BandwidthProduct {
  readonly kind: 'bandwidth';
  readonly id: string;
  /** `specification` in the create call. */
  readonly specification: string;
  readonly specCode: string;
  readonly brokers: Range;
  /** Of the whole instance. */
  readonly bandwidthMibps: number;
  readonly partitionLimit: number;
  /** Of the whole instance. */
  readonly storageGib: Range;
}

export interface FlavorProduct {
  readonly kind: 'flavor';
  readonly id: string;
  readonly alias: string;
  readonly brokers: Range;
  readonly bandwidthMibpsPerBroker: number;
  readonly partitionLimitPerBroker: number;
  readonly messagesPerSecondPerBroker: number;
  readonly consumerGroupsPerBroker: number;
  /** Of the whole instance. */
  readonly storageGib: Range;
}

/**
 * The documentation's minima (600, 1200, 2400 and 4800 GB) contradict its own example of the create call, which orders
 * 300 GB with 300MB. The example has to work as it stands, so the minimum is that of the flavors with three brokers.
 */
const bandwidthStorageGib: Range = { min: 300, max: 90_000 };

export const kafkaProducts: readonly KafkaProduct[] = [
  bandwidth('00300-30308-0--0', '100MB', 'dms.instance.kafka.cluster.c3.mini', 3, 100, 300),
  bandwidth('00300-30310-0--0', '300MB', 'dms.instance.kafka.cluster.c3.small.2', 3, 300, 900),
  bandwidth('00300-30312-0--0', '600MB', 'dms.instance.kafka.cluster.c3.middle.2', 4, 600, 1800),
  bandwidth('00300-30314-0--0', '1200MB', 'dms.instance.kafka.cluster.c3.high.2', 8, 1200, 1800),
  //     id                      alias                        brokers  MB/s  partitions  messages/s  groups  storage GB
  flavor('s6.2u4g.single.small', 'kafka.2u4g.single.small', [1, 1], 40, 100, 20_000, 15, [100, 10_000]),
  flavor('c6.2u4g.single', 'kafka.2u4g.single', [1, 1], 100, 250, 30_000, 20, [100, 10_000]),
  flavor('s6.2u4g.cluster.small', 'kafka.2u4g.cluster.small', [3, 30], 40, 100, 20_000, 15, [300, 300_000]),
  flavor('c6.2u4g.cluster', 'kafka.2u4g.cluster', [3, 30], 100, 250, 30_000, 20, [300, 300_000]),
  flavor('c6.4u8g.cluster', 'kafka.4u8g.cluster', [3, 30], 200, 500, 100_000, 100, [300, 600_000]),
  flavor('c6.8u16g.cluster', 'kafka.8u16g.cluster', [3, 50], 375, 1_000, 150_000, 150, [300, 1_500_000]),
  flavor('c6.12u24g.cluster', 'kafka.12u24g.cluster', [3, 50], 625, 1_500, 200_000, 200, [300, 1_500_000]),
  flavor('c6.16u32g.cluster', 'kafka.16u32g.cluster', [3, 50], 750, 2_000, 250_000, 200, [300, 1_500_000]),
];

/** What so many brokers of the product make together, and how Huawei writes it as `specification`. */
export function instanceOf(
  product: KafkaProduct,
  brokerCount: number,
): { readonly bandwidthMibps: number; readonly partitionLimit: number; readonly specification: string } {
  if (product.kind === 'bandwidth') return product;
  return {
    bandwidthMibps: product.bandwidthMibpsPerBroker * brokerCount,
    partitionLimit: product.partitionLimitPerBroker * brokerCount,
    specification: `${product.alias} * ${brokerCount} broker`,
  };
}

function bandwidth(
  id: string,
  specification: string,
  specCode: string,
  brokerCount: number,
  bandwidthMibps: number,
  partitionLimit: number,
): BandwidthProduct {
  const brokers = { min: brokerCount, max: brokerCount };
  return {
    kind: 'bandwidth',
    id,
    specification,
    specCode,
    brokers,
    bandwidthMibps,
    partitionLimit,
    storageGib: bandwidthStorageGib,
  };
}

function flavor(
  id: string,
  alias: string,
  [minBrokers, maxBrokers]: readonly [number, number],
  bandwidthMibpsPerBroker: number,
  partitionLimitPerBroker: number,
  messagesPerSecondPerBroker: number,
  consumerGroupsPerBroker: number,
  [minStorageGib, maxStorageGib]: readonly [number, number],
): FlavorProduct {
  return {
    kind: 'flavor',
    id,
    alias,
    brokers: { min: minBrokers, max: maxBrokers },
    bandwidthMibpsPerBroker,
    partitionLimitPerBroker,
    messagesPerSecondPerBroker,
    consumerGroupsPerBroker,
    storageGib: { min: minStorageGib, max: maxStorageGib },
  };
}

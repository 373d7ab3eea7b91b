/**
 * Huawei's RocketMQ products as data. Those of 4.8.0 are sold by broker, a leader with its copies; of those of 5.x an instance is
 * one.
 */
export interface RocketmqProduct {
  readonly id: string;
  readonly versions: readonly string[];
  readonly alias: string;
  readonly brokers: Range;
  /** Of each broker. */
  readonly topicLimit: number;
  readonly groupLimit: number;
  readonly storageGib: Range;
  readonly messagesPerSecond: number;
  /** Of each replica. The cloud's machines have gigabytes of it; here the ratios of the products are kept. */
  readonly heapMib: number;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

export const rocketmqProducts: readonly RocketmqProduct[] = [
  //            id                       alias                          brokers  topics  msg/s   heap
  ofVersion48('c6.4u8g.cluster.small', 'rocketmq.4u8g.cluster.small', [1, 2], 2_000, 15_000, 256),
  ofVersion48('c6.4u8g.cluster', 'rocketmq.4u8g.cluster', [1, 10], 4_000, 20_000, 256),
  ofVersion48('c6.8u16g.cluster', 'rocketmq.8u16g.cluster', [1, 10], 8_000, 25_000, 512),
  ofVersion48('c6.12u24g.cluster', 'rocketmq.12u24g.cluster', [1, 10], 12_000, 28_000, 768),
  ofVersion48('c6.16u32g.cluster', 'rocketmq.16u32g.cluster', [1, 10], 16_000, 30_000, 1024),
  ofVersion5('rocketmq.b1.large.1', [50, 500], 500, [100, 30_000], 256),
  ofVersion5('rocketmq.b2.large.4', [100, 1_000], 2_000, [200, 60_000], 512),
  ofVersion5('rocketmq.b2.large.8', [100, 1_000], 4_000, [200, 60_000], 768),
  ofVersion5('rocketmq.b2.large.12', [100, 1_000], 6_000, [200, 60_000], 1024),
];

function ofVersion48(
  id: string,
  alias: string,
  [min, max]: readonly [number, number],
  limit: number,
  messagesPerSecond: number,
  heapMib: number,
): RocketmqProduct {
  const storageGib = { min: 300, max: 60_000 };
  const limits = { topicLimit: limit, groupLimit: limit };
  return {
    id,
    versions: ['4.8.0'],
    alias,
    brokers: { min, max },
    ...limits,
    storageGib,
    messagesPerSecond,
    heapMib,
  };
}

function ofVersion5(
  id: string,
  [topicLimit, groupLimit]: readonly [number, number],
  messagesPerSecond: number,
  [min, max]: readonly [number, number],
  heapMib: number,
): RocketmqProduct {
  const brokers = { min: 1, max: 1 };
  const storageGib = { min, max };
  return {
    id,
    versions: ['5.x'],
    alias: id,
    brokers,
    topicLimit,
    groupLimit,
    storageGib,
    messagesPerSecond,
    heapMib,
  };
}

import type { KafkaSpec } from '../instance/instance.ts';

/** What all brokers of an instance may keep together; an operator may make every GB of it smaller than a GiB. */
export function capacityBytes({ storageGib }: Pick<KafkaSpec, 'storageGib'>, bytesPerGb: number): number {
  return storageGib * bytesPerGb;
}

/** From this part of the capacity on something is done, as on Huawei's instances. */
const fullAt = 0.95;
/** The oldest is deleted until this part of the capacity is left, so that it is not the next message's turn again. */
const shrinkTo = 0.9;
/** Producers go on where no more than this is used. */
const openAt = 0.93;

/** What an instance has on its disks. */
export interface StorageUse {
  readonly usedBytes: number;
  /** Of these, what brokers have given up already and are about to remove. */
  readonly leavingBytes: number;
}

/** Bytes of the oldest messages that have to go by now; 0 for none. */
export function bytesToDelete({ usedBytes, leavingBytes }: StorageUse, capacity: number): number {
  const staying = usedBytes - leavingBytes;
  return staying < fullAt * capacity ? 0 : Math.ceil(staying - shrinkTo * capacity);
}

/** Whether producers have to be refused. One that was full before stays so until there is some room. */
export function isFull({ usedBytes }: StorageUse, capacity: number, wasFull: boolean): boolean {
  return usedBytes >= (wasFull ? openAt : fullAt) * capacity;
}

const soonestMs = 250;
const latestMs = 5000;

/**
 * Milliseconds until the use has to be measured again: so often that an instance that fills as fast as its bandwidth allows
 * is noticed in time.
 */
export function measureAgainInMs(
  { usedBytes }: StorageUse,
  { brokerCount, bandwidthMibps }: Pick<KafkaSpec, 'brokerCount' | 'bandwidthMibps'>,
  capacity: number,
): number {
  const copies = Math.min(3, brokerCount);
  const bytesPerMs = (bandwidthMibps * 1024 * 1024 * copies) / 1000;
  const fullInMs = (fullAt * capacity - usedBytes) / bytesPerMs;
  return Math.min(Math.max(fullInMs / 2, soonestMs), latestMs);
}

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

/** What follows from the last measurement of an instance's storage. */
export interface StorageState {
  /** Whether producers are refused. */
  readonly isFull: boolean;
  /** What is left of the capacity; infinite where it was not measured yet. */
  readonly roomBytes: number;
}

export const storageNotMeasured: StorageState = { isFull: false, roomBytes: Infinity };

/** Longer than it takes until brokers know what was measured (a second and a quarter), so that they stop in time. */
const fillsWithinSeconds = 2.5;
/** Producers never stop where the oldest messages make room for theirs. */
const leastBytesPerSecond = 64 * 1024;

/**
 * What each broker may take per second: so little that the room that is left cannot be filled before anybody notices. That
 * slows producers down only where there is room for a few seconds, until old messages are gone.
 */
export function bytesPerSecondInto(
  { roomBytes }: StorageState,
  { brokerCount }: Pick<KafkaSpec, 'brokerCount'>,
): number {
  const ofAll = roomBytes / (Math.min(3, brokerCount) * fillsWithinSeconds);
  return Math.max(Math.floor(ofAll / brokerCount), leastBytesPerSecond);
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

import type { ClusterSpec, Instance } from '../instance/instance.ts';

/** What all brokers of an instance may keep together; an operator may make every GB of it smaller than a GiB. */
export function capacityBytes({ storageGib }: Pick<ClusterSpec, 'storageGib'>, bytesPerGb: number): number {
  return storageGib * bytesPerGb;
}

/** How much an instance may keep, and from which part of that on something is done about it. */
export interface Capacity {
  readonly bytes: number;
  readonly fullAtPercent: number;
}

/** As on Huawei's instances. */
const usuallyFullAtPercent = 95;

export function capacityOf(
  spec: Pick<ClusterSpec, 'storageGib' | 'fullAtPercent'>,
  bytesPerGb: number,
): Capacity {
  return {
    bytes: capacityBytes(spec, bytesPerGb),
    fullAtPercent: spec.fullAtPercent ?? usuallyFullAtPercent,
  };
}

/** So much less of the capacity is left when the oldest is deleted, so that it is not the next message's turn again. */
const shrinkByPercent = 5;
/** Producers go on where so much less of it is used. */
const openByPercent = 2;

/** What an instance has on its disks. */
export interface StorageUse {
  readonly usedBytes: number;
  /** Of these, what brokers have given up already and are about to remove. */
  readonly leavingBytes: number;
  /** Of these, messages that are still there: without indexes and what is leaving. */
  readonly messageBytes: number;
}

/** Bytes of the oldest messages that have to go by now; 0 for none. */
export function bytesToDelete(
  { usedBytes, leavingBytes }: StorageUse,
  { bytes, fullAtPercent }: Capacity,
): number {
  const staying = usedBytes - leavingBytes;
  return staying < (fullAtPercent * bytes) / 100
    ? 0
    : Math.ceil(staying - ((fullAtPercent - shrinkByPercent) * bytes) / 100);
}

/** Whether producers have to be refused. One that was full before stays so until there is some room. */
export function isFull(
  { usedBytes }: StorageUse,
  { bytes, fullAtPercent }: Capacity,
  wasFull: boolean,
): boolean {
  return usedBytes >= ((wasFull ? fullAtPercent - openByPercent : fullAtPercent) * bytes) / 100;
}

/** What follows from the last measurement of an instance's storage. */
export interface StorageState {
  /** Whether producers are refused. */
  readonly isFull: boolean;
  /** What is left of the capacity; infinite where it was not measured yet. */
  readonly roomBytes: number;
  /** By member: see the function of this name. Empty where it was not measured yet. */
  readonly messageBytesUntilFull: ReadonlyMap<string, number>;
}

export const storageNotMeasured: StorageState = {
  isFull: false,
  roomBytes: Infinity,
  messageBytesUntilFull: new Map(),
};

/** What may come to an instance beyond its capacity while nobody looks after it: so much of it, or this time's input where that is more. */
const slackPercent = 10;
const slackSeconds = 2;
/** Brokers are told another number only where it changed by more than this part of the capacity. */
const stepsOfCapacity = 100;

/**
 * How many bytes of messages each member may hold until it refuses producers by itself: what is left of the capacity is divided
 * among them, with some slack, so that no member gets there while somebody looks after the instance.
 */
export function messageBytesUntilFull(
  messageBytes: ReadonlyMap<string, number>,
  roomBytes: number,
  { bytes }: Capacity,
  spec: InputRate,
): ReadonlyMap<string, number> {
  const step = Math.ceil(bytes / stepsOfCapacity);
  const slack = Math.max((slackPercent * bytes) / 100, slackSeconds * inputBytesPerSecond(spec));
  const share = (Math.max(roomBytes, 0) + slack) / messageBytes.size;
  return new Map(
    [...messageBytes].map(([member, present]) => [member, Math.ceil((present + share) / step) * step]),
  );
}

/** How fast clients can fill an instance, without copies. */
export interface InputRate {
  readonly brokerCount: number;
  readonly bandwidthMibps: number;
}

/** Nothing in RocketMQ bounds what a broker takes. */
const mibpsOfRocketmqBroker = 100;

export function inputRateOf({ engine, spec }: Instance): InputRate {
  if (engine === 'kafka') return spec;
  return { brokerCount: spec.brokerCount, bandwidthMibps: mibpsOfRocketmqBroker * spec.brokerCount };
}

/** What clients of an instance can send to it at most, with all its copies. */
function inputBytesPerSecond({ brokerCount, bandwidthMibps }: InputRate): number {
  return bandwidthMibps * 1024 * 1024 * Math.min(3, brokerCount);
}

/** Longer than it takes until brokers know what was measured (a second and a quarter), so that they stop in time. */
const fillsWithinSeconds = 2.5;
/** Producers never stop where the oldest messages make room for theirs. */
const leastBytesPerSecond = 64 * 1024;

/**
 * What each broker may take per second: so little that the room that is left cannot be filled before anybody notices. That
 * slows producers down only where there is room for a few seconds, until old messages are gone.
 */
export function bytesPerSecondInto(
  { roomBytes }: Pick<StorageState, 'roomBytes'>,
  { brokerCount }: Pick<ClusterSpec, 'brokerCount'>,
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
  spec: InputRate,
  { bytes, fullAtPercent }: Capacity,
): number {
  const bytesPerMs = inputBytesPerSecond(spec) / 1000;
  const fullInMs = ((fullAtPercent * bytes) / 100 - usedBytes) / bytesPerMs;
  return Math.min(Math.max(fullInMs / 2, soonestMs), latestMs);
}

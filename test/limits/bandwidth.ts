import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../support/until.ts';
import type { LimitedCluster } from './limited-cluster.ts';
import {
  consumeEverywhere,
  type Load,
  makeSpreadTopic,
  produceEverywhere,
  removeTopic,
} from './spread-load.ts';
import type { Traffic } from './traffic.ts';

/** How long is measured, and what counts as kept. */
export interface Strictness {
  readonly windowMs: number;
  /** Parts of the limit. */
  readonly atMost: number;
  readonly producedAtLeast: number;
  readonly consumedAtLeast: number;
}

/** As the limit is promised. */
export const asPromised: Strictness = {
  windowMs: 30_000,
  atMost: 1.15,
  producedAtLeast: 0.85,
  consumedAtLeast: 0.75,
};

/** For a machine with other work: a few seconds tell whether there is a limit, not how well it is kept. */
export const roughly: Strictness = {
  windowMs: 4000,
  // After a pause of the whole machine brokers let two seconds' worth pass at once.
  atMost: 2.5,
  producedAtLeast: 0.15,
  consumedAtLeast: 0.15,
};

const unlimitedMibps = 2000;
const unlimitedMs = 4000;
/** A broker looks at its limits once a second, and Kafka at a client's rate over two. */
const noticedMs = 3000;
const heldWithinMs = 60_000;
/** Slower clients are not held back by a limit, and show nothing about it. */
const loadOverLimit = 1.3;
const limitMibps = 3;

/** What Kafka clients see of the bandwidth, as parts of the limit that held; null for what was not looked at. */
export interface BandwidthSeen {
  readonly produced: string;
  readonly changed: string;
  readonly burst: string;
  readonly consumed: string;
}

/**
 * Clients with and without a login, of several users and ids, share one bandwidth in each direction; it is changed, and may be
 * exceeded by what is ordered for bursts, while they go on.
 */
export async function proveBandwidth(
  cluster: LimitedCluster,
  strictness: Strictness,
): Promise<BandwidthSeen> {
  const pids = await cluster.pids();
  const topic = await makeSpreadTopic(cluster);
  const clients = [
    cluster.client({ clientId: 'one' }),
    cluster.client({ login: true, clientId: 'two' }),
    cluster.client({ login: true, clientId: 'three' }),
  ];
  const { atMost, producedAtLeast, consumedAtLeast } = strictness;
  const base = { bandwidthMibps: limitMibps };
  const produce = () => produceEverywhere(cluster, topic, clients);
  const consume = () => consumeEverywhere(topic, clients);
  try {
    await cluster.limit({ spec: { bandwidthMibps: unlimitedMibps } });
    await delay(noticedMs);
    const couldProduce = await rateOf(await produce(), unlimitedMs);
    const couldConsume = await rateOf(await consume(), unlimitedMs);

    await cluster.limit({ spec: base });
    await delay(noticedMs);
    const producing = await produce();
    let produced: string;
    let changed: string;
    let burst: string;
    try {
      const producedPart = { atMost, atLeast: producedAtLeast, could: couldProduce };
      produced = await keeps('produced', producing.traffic, limitMibps, strictness, producedPart);
      await cluster.limit({ spec: { bandwidthMibps: 1.5 * limitMibps } });
      await delay(noticedMs);
      changed = await keeps('changed', producing.traffic, 1.5 * limitMibps, strictness, producedPart);
      await cluster.limit({ spec: { ...base, burstBandwidthMibps: 2 * limitMibps } });
      await delay(noticedMs);
      burst = await keeps('burst', producing.traffic, 2 * limitMibps, strictness, producedPart);
    } finally {
      await producing.stop();
    }

    await cluster.limit({ spec: base });
    await delay(noticedMs);
    const consuming = await consume();
    let consumed: string;
    try {
      const part = { atMost, atLeast: consumedAtLeast, could: couldConsume };
      consumed = await keeps('consumed', consuming.traffic, limitMibps, strictness, part);
    } finally {
      await consuming.stop();
    }
    assert.deepEqual(await cluster.pids(), pids, 'no member was restarted');
    return { produced, changed, burst, consumed };
  } finally {
    await cluster.limit({});
    await removeTopic(cluster, topic);
  }
}

/** Parts of a limit between which traffic shall stay. */
export interface Bounds {
  readonly atMost: number;
  readonly atLeast: number;
  /** MiB per second that the same clients passed without a limit. */
  readonly could: number;
}

/**
 * Waits until the limit holds, and then watches for half as long again as a window, so that any of several windows can break it.
 * Answers what was seen. @throws AssertionError where it is not within its bounds
 */
export async function keeps(
  what: string,
  traffic: Traffic,
  mibps: number,
  { windowMs }: Pick<Strictness, 'windowMs'>,
  { atMost, atLeast, could }: Bounds,
): Promise<string> {
  // A busy broker looks at its limits late; from then on they hold.
  await until(`${what}: the limit holds`, heldWithinMs, async () => {
    const fromMs = performance.now();
    await delay(noticedMs);
    return traffic.mean(fromMs, performance.now()) <= atMost * mibps || undefined;
  });
  const beganMs = performance.now();
  await delay(1.5 * windowMs);
  const endMs = performance.now();
  const most = traffic.most(windowMs, beganMs, endMs) / mibps;
  const mean = traffic.mean(beganMs, endMs) / mibps;
  assert.ok(most <= atMost, `${what}: ${percent(most)} of the limit in one window`);
  const wasAble = could >= loadOverLimit * mibps;
  assert.ok(
    !wasAble || mean >= atLeast,
    `${what}: only ${percent(mean)} of the limit, at most ${percent(most)}`,
  );
  const seen = `${percent(mean)}, at most ${percent(most)}`;
  return wasAble ? seen : `${seen} (the busy machine could not send more)`;
}

/** MiB per second of a load, which is stopped then. */
export async function rateOf(load: Load, forMs: number): Promise<number> {
  const beganMs = performance.now();
  await delay(forMs);
  const rate = load.traffic.mean(beganMs, performance.now());
  await load.stop();
  return rate;
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

/**
 * What a RocketMQ cluster costs, beside one name server and one broker as the distribution's own scripts start them: from the
 * start to the first acknowledged message, and idle. `node bench/rocketmq.ts`. Both sides take turns, and the medians of the rounds count.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { testInstance } from '../src/engines/rocketmq/testing/test-instance.ts';
import type { MemberSpec } from '../src/runtimes/runtime.ts';
import { rocketmqEngine } from '../test/engine/run-rocketmq.ts';
import { startCluster } from './engine-cluster.ts';
import { median } from './median.ts';
import { cpuMs, residentMib } from './server-process.ts';
import { stockRocketmqMember } from './stock-rocketmq-member.ts';

const versions = (process.env['BENCH_VERSIONS'] ?? '4.8.0,5.5.0').split(',');
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const signal = AbortSignal.timeout(1_800_000);
const engine = rocketmqEngine();

const sides = {
  ours: (member: MemberSpec) => member,
  stock: (member: MemberSpec) => stockRocketmqMember(member, 'touched'),
  /** The same without the flag that takes all of the heap at once. */
  lean: (member: MemberSpec) => stockRocketmqMember(member, 'as-used'),
} as const;
type Side = keyof typeof sides;

interface Start {
  readonly wallS: number;
  readonly cpuS: number;
  readonly idleRssMib: number;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

async function measureStart(version: string, side: Side): Promise<Start> {
  const beganMs = performance.now();
  // The plan ends with a message that every broker has acknowledged.
  const cluster = await startCluster(
    engine,
    testInstance(version, { replicasPerBroker: 1 }),
    sides[side],
    signal,
  );
  try {
    const wallS = (performance.now() - beganMs) / 1000;
    // Whoever starts RocketMQ by hand starts one name server; we start two.
    const pids = [...cluster.pidsByName].flatMap(([name, pid]) =>
      side !== 'ours' && name === 'nameserver-2' ? [] : [pid],
    );
    const cpuS = sum(pids.map(cpuMs)) / 1000;
    await wait(5000, undefined, { signal });
    return { wallS, cpuS, idleRssMib: sum(pids.map(residentMib)) };
  } finally {
    await cluster.dispose();
  }
}

console.log('| RocketMQ | wall s | CPU s | RSS idle, MiB | RSS idle without AlwaysPreTouch, MiB |');
console.log('| --- | --- | --- | --- | --- |');
for (const version of versions) {
  await engine.install(version, signal);
  const measured: Record<Side, Start[]> = { ours: [], stock: [], lean: [] };
  for (let round = 0; round < rounds; round++) {
    for (const side of ['ours', 'stock', 'lean'] as const) {
      const start = await measureStart(version, side);
      measured[side].push(start);
      console.error(version, side, JSON.stringify(start));
    }
  }
  const of = (side: Side, field: keyof Start) => median(measured[side].map((start) => start[field]));
  const cell = (side: Side, field: keyof Start, digits: number) =>
    `${of('ours', field).toFixed(digits)} / ${of(side, field).toFixed(digits)} = **${(of('ours', field) / of(side, field)).toFixed(2)}**`;
  const cells = [
    cell('stock', 'wallS', 1),
    cell('stock', 'cpuS', 1),
    cell('stock', 'idleRssMib', 0),
    cell('lean', 'idleRssMib', 0),
  ];
  console.log(`| ${[version, ...cells].join(' | ')} |`);
}

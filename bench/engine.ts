/**
 * What the engine's brokers cost, beside the same clusters started as the distribution's own scripts start them:
 * `npm run bench:engine [-- starts|throughput|restart]`. Both sides take turns in one run, and the medians of the rounds
 * count. CPU seconds are those of all JVMs of the cluster; they say more than wall time where the machine does other things too.
 */
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { KafkaInstance } from '../src/domain/instance/instance.ts';
import { testInstance } from '../src/engines/kafka/testing/test-cluster.ts';
import type { MemberSpec } from '../src/runtimes/runtime.ts';
import { type BenchCluster, createBenchEngine, startCluster, train } from './engine-cluster.ts';
import { createTopic, firstMessage, partitionsOf } from './load-topic.ts';
import { median } from './median.ts';
import { produceLoad } from './produce-load.ts';
import { measureRollingRestart } from './rolling-restart.ts';
import { cpuMs, residentMib } from './server-process.ts';
import { stockMember } from './stock-member.ts';

const versions = (process.env['BENCH_VERSIONS'] ?? '0.10.2,2.3.0,3.2.3,4.3').split(',');
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const loadBytes = 400 * 1024 * 1024;
const throughputBytes = 200 * 1024 * 1024;
/** Until then the compilers still make faster code of what runs, in each JVM at its own time. */
const warmUps = 15;
const throughputRounds = 15;
const stopping = new AbortController();
const { signal } = stopping;
const engine = createBenchEngine();

type Side = 'ours' | 'stock';
const sides: Readonly<Record<Side, (member: MemberSpec) => MemberSpec>> = {
  ours: (member) => member,
  stock: stockMember,
};

interface Start {
  readonly wallS: number;
  readonly cpuS: number;
  readonly idleRssMib: number;
  readonly idlePssMib: number;
  readonly loadedRssMib: number;
  readonly loadedPssMib: number;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const cpuSeconds = (pids: readonly number[]) => sum(pids.map(cpuMs)) / 1000;
const rssMib = (pids: readonly number[]) => sum(pids.map(residentMib));
/** Memory of which shared pages count as a part each: what two JVMs map of one archive counts once. */
const pssMib = (pids: readonly number[]) => sum(pids.map(proportionalMib));

function proportionalMib(pid: number): number {
  const kib = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

function bigInstance(version: string): KafkaInstance {
  return testInstance(undefined, { bandwidthMibps: 600, brokerCount: 1 }, version);
}

async function measureStart(version: string, side: Side): Promise<Start> {
  const instance = testInstance(undefined, {}, version);
  const beganMs = performance.now();
  const cluster = await startCluster(engine, instance, sides[side], signal);
  try {
    await createTopic(cluster, 3);
    await firstMessage(cluster);
    const wallS = (performance.now() - beganMs) / 1000;
    const cpuS = cpuSeconds(cluster.pids);
    await wait(5000, undefined, { signal });
    const [idleRssMib, idlePssMib] = [rssMib(cluster.pids), pssMib(cluster.pids)];
    const targets = await partitionsOf(cluster, version);
    await Promise.all(targets.map((target) => produceLoad(target, loadBytes / targets.length, signal)));
    await wait(2000, undefined, { signal });
    const [loadedRssMib, loadedPssMib] = [rssMib(cluster.pids), pssMib(cluster.pids)];
    return { wallS, cpuS, idleRssMib, idlePssMib, loadedRssMib, loadedPssMib };
  } finally {
    await cluster.dispose();
  }
}

function row(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

async function compareStarts(): Promise<void> {
  const columns = [
    ['wallS', 'wall s', 1],
    ['cpuS', 'CPU s', 1],
    ['idleRssMib', 'RSS idle, MiB', 0],
    ['idlePssMib', 'PSS idle, MiB', 0],
    ['loadedRssMib', 'RSS after 400 MB', 0],
    ['loadedPssMib', 'PSS after 400 MB', 0],
  ] as const;
  row(['Kafka', ...columns.map(([, title]) => title)]);
  row(['---', ...columns.map(() => '---')]);
  for (const version of versions) {
    const instance = testInstance(undefined, {}, version);
    await engine.install(version, signal);
    await train(engine, instance, signal);
    const measured: Record<Side, Start[]> = { ours: [], stock: [] };
    for (let round = 0; round < rounds; round++) {
      const order: readonly Side[] = round % 2 === 0 ? ['ours', 'stock'] : ['stock', 'ours'];
      for (const side of order) {
        const start = await measureStart(version, side);
        measured[side].push(start);
        console.error(version, side, JSON.stringify(start));
      }
    }
    const cells = columns.map(([field, , digits]) => {
      const [ours, stock] = [
        median(measured.ours.map((start) => start[field])),
        median(measured.stock.map((start) => start[field])),
      ];
      return `${ours.toFixed(digits)} / ${stock.toFixed(digits)} = **${(ours / stock).toFixed(2)}**`;
    });
    row([version, ...cells]);
  }
}

/** Both brokers stand at the same time and are loaded in turn; one that nobody loads takes next to nothing. */
async function compareThroughput(): Promise<void> {
  row(['Kafka', 'MiB/s', 'CPU s of the broker per GiB']);
  row(['---', '---', '---']);
  for (const version of versions) {
    const instance = bigInstance(version);
    await engine.install(version, signal);
    await train(engine, instance, signal);
    const clusters: { readonly side: Side; readonly cluster: BenchCluster }[] = [];
    const measured: Record<Side, { readonly perSecond: number; readonly cpuPerGib: number }[]> = {
      ours: [],
      stock: [],
    };
    try {
      for (const side of ['ours', 'stock'] as const) {
        const cluster = await startCluster(engine, instance, sides[side], signal);
        clusters.push({ side, cluster });
        await createTopic(cluster, 4);
        await firstMessage(cluster);
      }
      for (let round = -warmUps; round < throughputRounds; round++) {
        for (const { side, cluster } of round % 2 === 0 ? clusters : clusters.toReversed()) {
          const targets = await partitionsOf(cluster, version);
          const cpuBefore = cpuSeconds(cluster.brokerPids);
          const beganMs = performance.now();
          await Promise.all(
            targets.map((target) => produceLoad(target, throughputBytes / targets.length, signal)),
          );
          const seconds = (performance.now() - beganMs) / 1000;
          const mib = throughputBytes / 1024 / 1024;
          const cpuPerGib = ((cpuSeconds(cluster.brokerPids) - cpuBefore) * 1024) / mib;
          if (round >= 0) measured[side].push({ perSecond: mib / seconds, cpuPerGib });
          console.error(version, side, (mib / seconds).toFixed(0), cpuPerGib.toFixed(2));
        }
      }
    } finally {
      for (const { cluster } of clusters) await cluster.dispose();
    }
    const cells = (['perSecond', 'cpuPerGib'] as const).map((field) => {
      const [ours, stock] = [
        median(measured.ours.map((each) => each[field])),
        median(measured.stock.map((each) => each[field])),
      ];
      const digits = field === 'perSecond' ? 0 : 2;
      return `${ours.toFixed(digits)} / ${stock.toFixed(digits)} = **${(ours / stock).toFixed(2)}**`;
    });
    row([version, ...cells]);
  }
}

// Brokers are detached: an interrupted bench must end its own.
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => stopping.abort(new Error(`The bench was interrupted by ${name}.`)));
}
const what = process.argv[2] ?? 'all';
const machineGib = (totalmem() / 1024 ** 3).toFixed(0);
console.log(
  `${cpus().length} × ${cpus()[0]?.model}, ${machineGib} GiB, Node ${process.version}; medians of ${rounds} rounds; ours / stock = ratio\n`,
);
if (what === 'all' || what === 'starts') await compareStarts();
if (what === 'all' || what === 'throughput') await compareThroughput();
if (what === 'all' || what === 'restart') {
  const { seconds, longestStallMs, messages } = await measureRollingRestart();
  console.log(
    `\nRolling restart of three brokers: ${seconds.toFixed(1)} s; longest stall of a producer (acks=all) ${longestStallMs.toFixed(0)} ms, ${messages} messages acknowledged, and no fewer are in the topic.`,
  );
}

/**
 * What the guard inside brokers costs: `npm run bench:guard`. Two single brokers, one with the guard and limits that are never
 * reached, one without any of its classes, are loaded in turn, and the medians of the rounds count. The ratio of CPU seconds says
 * more than that of throughput where the machine does other things too.
 */
import { cpus, totalmem } from 'node:os';
import { kafkaLimits } from '../src/domain/limits/instance-limits.ts';
import { storageNotMeasured } from '../src/domain/limits/storage.ts';
import { testInstance } from '../src/engines/kafka/testing/test-cluster.ts';
import { everyoneRule } from '../test/support/everyone-rule.ts';
import type { MemberSpec } from '../src/runtimes/runtime.ts';
import { type BenchCluster, createBenchEngine, startCluster, train } from './engine-cluster.ts';
import { createTopic, firstMessage, partitionsOf } from './load-topic.ts';
import { median } from './median.ts';
import { produceLoad } from './produce-load.ts';
import { cpuMs } from './server-process.ts';
import { unguardedMember } from './unguarded-member.ts';

const versions = (process.env['BENCH_VERSIONS'] ?? '0.10.2,2.3.0,4.3').split(',');
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 15);
const loadBytes = 200 * 1024 * 1024;
/** Until then the compilers still make faster code of what runs, in each JVM at its own time. */
const warmUps = 15;
const mib = loadBytes / 1024 / 1024;
const stopping = new AbortController();
const { signal } = stopping;
const engine = createBenchEngine();

type Side = 'guarded' | 'unguarded';
const sides: Readonly<Record<Side, (member: MemberSpec) => MemberSpec>> = {
  guarded: (member) => member,
  unguarded: unguardedMember,
};

interface Round {
  readonly perSecond: number;
  readonly cpuPerGib: number;
}

async function load(cluster: BenchCluster, version: string): Promise<Round> {
  const targets = await partitionsOf(cluster, version);
  const cpuSeconds = () => cluster.brokerPids.reduce((sum, pid) => sum + cpuMs(pid), 0) / 1000;
  const cpuBefore = cpuSeconds();
  const beganMs = performance.now();
  await Promise.all(targets.map((target) => produceLoad(target, loadBytes / targets.length, signal)));
  const seconds = (performance.now() - beganMs) / 1000;
  return { perSecond: mib / seconds, cpuPerGib: ((cpuSeconds() - cpuBefore) * 1024) / mib };
}

async function compare(version: string): Promise<void> {
  const spec = { bandwidthMibps: 600, brokerCount: 1, topicLimit: 1000 };
  const instance = testInstance(undefined, spec, version);
  // More than any broker here can take.
  const limits = kafkaLimits(
    { ...instance.spec, bandwidthMibps: 10_000 },
    [everyoneRule],
    storageNotMeasured,
  );
  await engine.install(version, signal);
  await train(engine, instance, signal);
  const clusters: { readonly side: Side; readonly cluster: BenchCluster }[] = [];
  const measured: Record<Side, Round[]> = { guarded: [], unguarded: [] };
  try {
    for (const side of ['guarded', 'unguarded'] as const) {
      const cluster = await startCluster(engine, instance, sides[side], signal, limits);
      clusters.push({ side, cluster });
      await createTopic(cluster, 4);
      await firstMessage(cluster);
    }
    for (let round = -warmUps; round < rounds; round++) {
      for (const { side, cluster } of round % 2 === 0 ? clusters : clusters.toReversed()) {
        const one = await load(cluster, version);
        if (round >= 0) measured[side].push(one);
        console.error(version, side, one.perSecond.toFixed(0), one.cpuPerGib.toFixed(2));
      }
    }
  } finally {
    for (const { cluster } of clusters) await cluster.dispose();
  }
  const cells = (['perSecond', 'cpuPerGib'] as const).map((field) => {
    const [guarded, unguarded] = [
      median(measured.guarded.map((one) => one[field])),
      median(measured.unguarded.map((one) => one[field])),
    ];
    const digits = field === 'perSecond' ? 0 : 2;
    return `${guarded.toFixed(digits)} / ${unguarded.toFixed(digits)} = **${(guarded / unguarded).toFixed(3)}**`;
  });
  console.log(`| ${[version, ...cells].join(' | ')} |`);
}

// Brokers are detached: an interrupted bench must end its own.
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => stopping.abort(new Error(`The bench was interrupted by ${name}.`)));
}
const machineGib = (totalmem() / 1024 ** 3).toFixed(0);
console.log(
  `${cpus().length} × ${cpus()[0]?.model}, ${machineGib} GiB, Node ${process.version}; medians of ${rounds} rounds; with / without the guard = ratio\n`,
);
console.log('| Kafka | MiB/s | CPU s of the broker per GiB |\n| --- | --- | --- |');
for (const version of versions) await compare(version);

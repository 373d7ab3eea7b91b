import assert from 'node:assert/strict';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import type { InstanceHappening } from '../../src/domain/event/event.ts';
import type { KafkaInstance, KafkaSpec } from '../../src/domain/instance/instance.ts';
import { createLimitsOf } from '../../src/domain/limits/limits-of-instance.ts';
import { brokerPorts } from '../../src/engines/kafka/broker-ports.ts';
import { addressOf, brokersOf } from '../../src/engines/kafka/cluster-layout.ts';
import { testInstance } from '../../src/engines/kafka/testing/test-cluster.ts';
import { createInstanceWatch, type InstanceWatch } from '../../src/reconcile/instance-watch.ts';
import { silentLog } from '../../src/system/testing/silent-log.ts';
import { type RunningCluster, runCluster } from '../engine/run-cluster.ts';

const bringUpWithinMs = 180_000;
const mebibyte = 1024 * 1024;
/** Of the instance, in GB that are mebibytes here. */
const storageGib = 100;
export const capacity = storageGib * mebibyte;

/** Real brokers with little storage, looked after as the control plane does. */
export interface WatchedCluster {
  readonly running: RunningCluster;
  readonly version: string;
  readonly brokerCount: number;
  /** What the order's storage class or encryption key stands for. */
  readonly storageDirectory: string;
  /** What was told to the owner. */
  readonly events: readonly InstanceHappening[];
  client(): kafkajs.Kafka;
  /** What all brokers' data takes of the disk now. */
  usedBytes(): Promise<number>;
  /** What the control plane believes that it takes. */
  seenBytes(): number;
  change(changes: Partial<KafkaSpec>): void;
  /** Lets go of the instance as a control plane that is killed does, and takes it up again. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  pids(): Promise<readonly number[]>;
  dispose(): Promise<void>;
}

export async function startWatchedCluster(version: string): Promise<WatchedCluster> {
  const brokerCount = 2;
  const access = { plaintext: true, login: null };
  const storageDirectory = await realpath(await mkdtemp(join(tmpdir(), 'polybroker-place-')));
  const spec = { brokerCount, storageGib, storageDirectory, partitionLimit: 20 };
  const ordered = testInstance(access, spec, version);
  const signal = AbortSignal.timeout(bringUpWithinMs);
  const running = await runCluster(ordered, null, signal, undefined, {}, mebibyte);
  const { runtime, engine, cluster } = running;
  const endpoints = engine.layout(ordered).endpoints(cluster.addresses);
  let instance: KafkaInstance = {
    ...ordered,
    status: 'running',
    endpoints,
    spec: { ...ordered.spec, network: { ...ordered.spec.network, securityGroupId: null } },
  };
  const events: InstanceHappening[] = [];

  function newWatch(): InstanceWatch {
    const watch: InstanceWatch = createInstanceWatch({
      queue: {
        async *instancesOf() {
          yield instance;
        },
      },
      runtime,
      engines: { kafka: engine },
      findInstance: async () => instance,
      clusterOf: async () => ({ ...cluster, instance }),
      limitsOf: createLimitsOf({
        networks: { findSecurityGroup: async () => null },
        nowMs: Date.now,
        storageOf: (id) => watch.storageOf(id),
      }),
      bytesPerGb: mebibyte,
      events: { record: async (_, happening) => void events.push(happening) },
      log: silentLog,
    });
    return watch;
  }

  let watch = newWatch();
  await watch.start();
  const addresses = brokersOf(instance.spec).map(({ name }) => addressOf(cluster.addresses, name));

  return {
    running,
    version,
    brokerCount,
    storageDirectory,
    events,
    client: () =>
      new kafkajs.Kafka({
        brokers: addresses.map((address) => `${address}:${brokerPorts.plaintext}`),
        clientId: 'polybroker-test',
        logLevel: kafkajs.logLevel.NOTHING,
        connectionTimeout: 5000,
        // A throttled answer comes late.
        requestTimeout: 60_000,
        retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 5 },
      }),
    async usedBytes() {
      const found = [...engine.dataFolders(instance)].map(([member, folder]) =>
        runtime.listFiles(instance.id, member, folder),
      );
      return engine.storageUse(await Promise.all(found)).usedBytes;
    },
    seenBytes: () => watch.usedBytes(instance.id),
    change(changes) {
      instance = { ...instance, spec: { ...instance.spec, ...changes } };
      watch.look(instance);
    },
    leave: () => watch.stop(),
    async comeBack() {
      watch = newWatch();
      await watch.start();
    },
    pids: () => Promise.all([...cluster.addresses.keys()].map((name) => running.pidOf(name))),
    async dispose() {
      await watch.stop();
      await running.dispose();
      const left = await readdir(storageDirectory);
      await rm(storageDirectory, { recursive: true });
      assert.deepEqual(left, [], 'nothing is left there');
    },
  };
}

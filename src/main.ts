import { randomInt, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import pino from 'pino';
import packageFacts from '../package.json' with { type: 'json' };
import { bannerText } from './cli/banner.ts';
import { commandHelpText, isCommand, parseCommand } from './cli/command.ts';
import { settleCredentials, toFirstOwner } from './cli/credentials.ts';
import { helpText } from './cli/help.ts';
import { prefetch } from './cli/prefetch.ts';
import { runCommand } from './cli/run-command.ts';
import { startFailureText } from './cli/start-failure.ts';
import { offeredKafkaVersions as versionsOfAlibaba } from './clouds/alibaba/alikafka/offered-versions.ts';
import { createAlibabaCloud } from './clouds/alibaba/dialect.ts';
import { createHuaweiCloud } from './clouds/huawei/dialect.ts';
import { offeredRocketmqVersions } from './clouds/huawei/rocketmq/offered-versions.ts';
import { newOrderId } from './clouds/huawei/rocketmq/order-id.ts';
import { offeredKafkaVersions as versionsOfHuawei } from './clouds/huawei/kafka/offered-versions.ts';
import { offeredKafkaVersions as versionsOfTencent } from './clouds/tencent/ckafka/offered-versions.ts';
import { routeRemoval } from './clouds/tencent/ckafka/routes.ts';
import { createTencentCloud } from './clouds/tencent/dialect.ts';
import { newInstanceId } from './clouds/tencent/instance-id.ts';
import { createThrottle } from './clouds/throttle.ts';
import { composeRocketmqAdministrations, composeRocketmqEngine } from './compose-rocketmq.ts';
import { composeServices } from './compose-services.ts';
import { composeStoragePlaces } from './compose-storage.ts';
import { composeKafkaAdministrations, composeKafkaEngine, createClusterOf } from './compose-kafka.ts';
import { parseAddressList } from './config/address-list.ts';
import { type Config, readConfig } from './config/config.ts';
import { parseEnterpriseProjects } from './config/enterprise-project-list.ts';
import { readFaultPoint } from './config/fault-point.ts';
import { parseKafkaVersions } from './config/kafka-version-list.ts';
import { freeOfCharge, parsePriceList } from './config/price-list.ts';
import { createEvents } from './domain/event/events.ts';
import { createEnterpriseProjects } from './domain/identity/enterprise-project.ts';
import { settleFirstOwner } from './domain/identity/first-owner.ts';
import { createLimitsOf } from './domain/limits/limits-of-instance.ts';
import { createDefaultNetwork } from './domain/network/default-network.ts';
import { settlePublicAddresses } from './domain/network/public-address-pool.ts';
import { createDueWork } from './domain/schedule/due-work.ts';
import { createArchiveTrainer } from './engines/archive-trainer.ts';
import { loadEngineLock } from './engines/artifacts/engine-lock.ts';
import { probeJava } from './engines/java/probe-java.ts';
import { secretNames } from './engines/kafka/cluster-secrets.ts';
import { canUpgrade, kafkaVersion } from './engines/kafka/versions.ts';
import { rocketmqVersion } from './engines/rocketmq/versions.ts';
import { createInstanceWatch } from './reconcile/instance-watch.ts';
import { createScheduledWork } from './reconcile/scheduled-work.ts';
import { createReconciler } from './reconcile/reconciler.ts';
import { createStartSlots, startSlotCount } from './reconcile/start-slots.ts';
import { holderOf, listeningSockets } from './runtimes/process/listening-sockets.ts';
import { tryMachineLock } from './runtimes/process/machine-lock.ts';
import { recordedMembers } from './runtimes/process/recorded-members.ts';
import { hasLoopbackIpv6 } from './runtimes/process/port-probe.ts';
import { openConnections } from './runtimes/process/open-connections.ts';
import { createProcessRuntime } from './runtimes/process/process-runtime.ts';
import { createServer } from './server/create-server.ts';
import { findDataDirectory, openDataDirectory } from './store/data-directory.ts';
import { createSeal, deriveSealingKey } from './store/sealing.ts';
import { openStore } from './store/store.ts';

/** Addresses are claimed here by all servers of the machine, whatever their data directories and users. */
const reservationsDir = '/tmp/polybroker-addresses';

/** A limit of requests, as many at once as in a second. */
const perSecond = (requests: number) => ({
  perSecond: requests,
  burst: requests,
  nowMs: () => performance.now(),
});

interface RunningServer {
  stop(): Promise<void>;
}

/** Composes the server and starts it; `stopping` ends what may take long. */
async function run(config: Config, stopping: AbortSignal): Promise<RunningServer> {
  const killAt = readFaultPoint(process.env);
  const log = pino(
    {
      level: config.logLevel ?? (process.stderr.isTTY ? 'warn' : 'info'),
      serializers: { error: pino.stdSerializers.err },
    },
    // Lines are written together: a write of its own would cost more than all else about a line. A regular end of the
    // process writes what is left.
    pino.destination({ fd: 2, sync: false, minLength: 4096, periodicFlush: 100 }),
  );
  const nowMs = Date.now;
  const storagePlaces = await composeStoragePlaces(config);
  const dataDirectory = openDataDirectory(config.dataDir);
  const { kafka, parts: engineParts, checkJava } = composeKafkaEngine(config, process.env, log);
  const rocketmq = composeRocketmqEngine(config, engineParts);
  const engines = { kafka, rocketmq };
  const archiveTrainer = createArchiveTrainer({
    trainingFor: (instance) =>
      instance.engine === 'kafka' ? kafka.trainingFor(instance) : rocketmq.trainingFor(instance),
    tryLock: () => tryMachineLock('class archive training'),
    log,
  });
  const versionsOfOperator = parseKafkaVersions(config.kafkaVersions) ?? [];
  /** What a cloud's API offers, and what the operator wants it to offer too. */
  const offered = (ofCloud: readonly string[]) => [...new Set([...ofCloud, ...versionsOfOperator])];
  await checkJava(offered([...versionsOfHuawei, ...versionsOfTencent, ...versionsOfAlibaba]));

  const { store, workQueue, addressBook, close } = await openStore(
    dataDirectory.databaseFile,
    createSeal(dataDirectory.sealingKey),
  );
  const keys = await store.identity.listAccessKeys();
  const { credentials, save } = settleCredentials(config, dataDirectory.path, (accessKey) =>
    keys.some((key) => key.accessKey === accessKey && key.revokedAtMs !== null),
  );
  await settleFirstOwner(store, toFirstOwner(credentials), nowMs());
  save();
  await createDefaultNetwork(store, credentials.projectId, randomUUID, nowMs());
  const pool = parseAddressList(config.publicAddresses) ?? [];
  await settlePublicAddresses(store, pool, credentials.projectId, randomUUID, nowMs());

  const hasIpv6 = await hasLoopbackIpv6();
  const runtime = await createProcessRuntime({
    dataDir: dataDirectory.path,
    addressBook,
    reservationsDir,
    nowMs,
    log,
  });
  const events = createEvents({ events: store.events, nowMs, log });
  const clusterOf = createClusterOf(addressBook, store.secrets);
  const administrations = composeKafkaAdministrations(dataDirectory.path, clusterOf);
  const rocketmqAdministrations = composeRocketmqAdministrations(clusterOf);
  const limitsOf = createLimitsOf({
    networks: store.networks,
    nowMs,
    storageOf: (instanceId) => watch.storageOf(instanceId),
  });
  const watch = createInstanceWatch({
    queue: workQueue,
    runtime,
    engines,
    findInstance: (projectId, id) => store.instances.find(projectId, id),
    clusterOf,
    limitsOf,
    bytesPerGb: config.bytesPerGb,
    events,
    log,
  });
  const reconciler = createReconciler({
    owner: randomUUID(),
    queue: workQueue,
    runtime,
    engines,
    startSlots: createStartSlots(startSlotCount(availableParallelism())),
    limitsOf,
    events,
    nowMs,
    log,
    onReady: (instance) => {
      archiveTrainer.consider(instance);
      watch.look(instance);
    },
    onRemoved(instanceId) {
      void administrations.forget(instanceId);
      void rocketmqAdministrations.forget(instanceId);
    },
    atPoint: (point) => {
      log.debug({ point }, 'a point of the work is passed');
      if (point === killAt) process.kill(process.pid, 'SIGKILL');
    },
  });
  const wake = (instanceId: string) => reconciler.wake(instanceId);
  const scheduledWork = createScheduledWork({
    due: createDueWork({ store, nowMs, newId: randomUUID, routeRemoval, wake }),
    nowMs,
    log,
  });
  const services = composeServices({
    store,
    enterpriseProjects: createEnterpriseProjects(
      parseEnterpriseProjects(config.enterpriseProjects ?? '') ?? [],
    ),
    storagePlaces,
    hasIpv6,
    administrations,
    clientConnections: ({ endpoints }) =>
      openConnections(endpoints.filter(({ listener }) => listener !== 'internal')),
    rocketmqAdministrations,
    tokenSeal: createSeal(deriveSealingKey(dataDirectory.sealingKey, 'tokens')),
    nowMs,
    wake,
    scheduleChanged: () => scheduledWork.look(),
    limitsChanged: (instance) => watch.look(instance),
    runningMembers: async (instanceId) => {
      const observed = await runtime.observe(instanceId);
      return new Set([...observed].filter(([, { state }]) => state === 'running').map(([name]) => name));
    },
    instanceQuota: config.instanceQuota,
  });
  const server = createServer({
    clouds: [
      createHuaweiCloud({
        ...services,
        log,
        usedStorageGb: (instanceId) => Math.round(watch.usedBytes(instanceId) / config.bytesPerGb),
        region: credentials.region,
        kafkaVersions: offered(versionsOfHuawei),
        rocketmqVersions: offeredRocketmqVersions,
        rocketmqReplicas: config.rocketmqReplicas,
        newOrderId: () => newOrderId(nowMs(), randomInt),
        hasIpv6,
        throttle: createThrottle({
          perSecond: config.requestsPerSecond,
          burst: 2 * config.requestsPerSecond,
          nowMs: () => performance.now(),
        }),
      }),
      // Before Tencent's, of whose older requests its own are told by what stands in them.
      createAlibabaCloud({
        ...services,
        instances: services.kafkaInstances,
        log,
        kafkaVersions: offered(versionsOfAlibaba),
        randomInteger: randomInt,
        throttle: createThrottle(perSecond(config.alibabaRequestsPerSecond)),
        startThrottle: createThrottle(perSecond(config.alibabaStartsPerSecond)),
      }),
      createTencentCloud({
        ...services,
        instances: services.kafkaInstances,
        log,
        kafkaVersions: offered(versionsOfTencent),
        canUpgrade,
        prices: parsePriceList(config.prices) ?? freeOfCharge,
        spendingLimit: config.spendingLimit ?? null,
        newInstanceId: () => newInstanceId(randomInt),
        randomInteger: randomInt,
        throttle: createThrottle(perSecond(config.tencentRequestsPerSecond)),
      }),
    ],
    health: () => ({ status: 'ok', version: packageFacts.version }),
    authorityOf: (instanceId) => store.secrets.find(instanceId, secretNames.authorityCertificate),
    log,
  });
  await server.listen({ host: config.host, port: config.port });
  await reconciler.start();
  await watch.start();
  scheduledWork.start();

  await prefetch(
    offered(versionsOfHuawei).map((version) => ({
      name: `Kafka ${version}`,
      install: (onProgress) => kafka.install(version, stopping, onProgress),
    })),
    {
      out: process.stdout,
      warn: (fields, message) => {
        if (!stopping.aborted) log.warn(fields, message);
      },
    },
  );
  const { address, port } = server.server.address() as AddressInfo;
  const endpoint = `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  process.stdout.write(`${bannerText(endpoint, credentials, dirname(import.meta.dirname))}\n`);

  return {
    async stop() {
      await server.close();
      await archiveTrainer.stop();
      await scheduledWork.stop();
      await watch.stop();
      await administrations.close();
      await rocketmqAdministrations.close();
      await reconciler.stop();
      await runtime.close(config.onExit);
      await close();
      dataDirectory.release();
    },
  };
}

/**
 * Ends the process cleanly on SIGINT and SIGTERM, also while it is still starting. Later signals change nothing: npm
 * passes on a Ctrl-C that the terminal has sent already.
 */
function stopOnSignal(starting: Promise<RunningServer>, stopping: AbortController): void {
  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (stopping.signal.aborted) return;
    stopping.abort();
    process.stdout.write(`${signal}: stopping …\n`);
    try {
      await (await starting).stop();
      process.exit(0);
    } catch (error) {
      process.stderr.write(`The stop was not clean: ${String(error)}\n`);
      process.exit(1);
    }
  }
  process.on('SIGINT', (signal) => void stop(signal));
  process.on('SIGTERM', (signal) => void stop(signal));
}

/** Runs `polybroker keys …`, `projects …` or `instances …`, beside a running server or without one. */
async function runOnStore(args: readonly string[]): Promise<void> {
  const command = parseCommand(args);
  if (command === 'help') {
    process.stdout.write(`${commandHelpText()}\n`);
    return;
  }
  const request = readConfig(command.settings, process.env);
  if (request.kind !== 'run') return;
  const { path, databaseFile, sealingKey } = findDataDirectory(request.config.dataDir);
  const { store, overview, addressBook, close } = await openStore(databaseFile, createSeal(sealingKey));
  try {
    const text = await runCommand(command, {
      store,
      config: request.config,
      dataDir: path,
      nowMs: Date.now,
      instances: {
        overview,
        addressesOf: (instanceId) => addressBook.assignmentsOf(instanceId),
        membersOf: (instanceId) => recordedMembers(path, instanceId),
        patchOf: ({ engine, version }) =>
          loadEngineLock((engine === 'kafka' ? kafkaVersion : rocketmqVersion)(version).lockName).version,
        probeJava: (executable) => probeJava(executable, process.env),
      },
    });
    process.stdout.write(`${text}\n`);
  } finally {
    await close();
  }
}

async function main(): Promise<void> {
  let config: Config | undefined;
  try {
    const args = process.argv.slice(2);
    if (isCommand(args)) return await runOnStore(args);
    const request = readConfig(args, process.env);
    if (request.kind === 'help') process.stdout.write(`${helpText()}\n`);
    else if (request.kind === 'version') process.stdout.write(`${packageFacts.version}\n`);
    else {
      config = request.config;
      const stopping = new AbortController();
      const starting = run(config, stopping.signal);
      stopOnSignal(starting, stopping);
      await starting;
    }
  } catch (error) {
    const listening = { sockets: listeningSockets, holderOf };
    process.stderr.write(`${startFailureText(error, config?.host ?? '', config?.port ?? 0, listening)}\n`);
    process.exit(1);
  }
}

await main();

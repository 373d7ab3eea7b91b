import { ConfigResourceTypes, IncrementalAlterConfigOperationTypes } from '@platformatic/kafka';
import type { KafkaSpec } from '../../domain/instance/instance.ts';
import { topicDefaultsOf } from '../../domain/instance/topic-defaults.ts';
import type { ActionStep } from '../engine.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { changeConfigNode } from './admin/config-nodes.ts';
import { requireNone } from './admin/error-codes.ts';
import { brokerApis } from './admin/wire/broker-apis.ts';
import { brokersOf } from './cluster-layout.ts';
import type { NumberedMember } from './cluster-layout.ts';
import { internalListener } from './internal-listener.ts';
import { askBroker } from './probe.ts';
import { retryTimes, retryUntil } from '../retry-until.ts';
import type { KafkaVersion } from './versions.ts';
import { withZooKeeper } from './zookeeper/zookeeper-steps.ts';

/** Properties that an owner may change and that brokers since 1.1 take while they run (KIP-226). */
export function liveProperties(spec: KafkaSpec): readonly (readonly [string, number])[] {
  const { retentionMs, maxMessageBytes, minInSyncReplicas } = topicDefaultsOf(spec);
  return [
    // Brokers can change the one in milliseconds only; it has precedence over those in minutes and hours.
    ['log.retention.ms', retentionMs],
    ['message.max.bytes', maxMessageBytes],
    ['min.insync.replicas', minInSyncReplicas],
  ];
}

/** Whether running brokers take `liveProperties`: settings of brokers and of listeners came with the same change (KIP-226). */
export function takesSettingsLive({ listenerSettings }: KafkaVersion): boolean {
  return listenerSettings === 'per-listener';
}

/**
 * Has all brokers go by the properties that they can change while they run, as settings of the cluster, which stand above
 * those of a broker's file.
 */
export function applySettings(cluster: KafkaCluster, version: KafkaVersion): ActionStep {
  const { spec } = cluster.instance;
  const brokers = brokersOf(spec);
  const wanted = new Map(liveProperties(spec).map(([name, value]) => [name, String(value)]));

  async function missing(broker: NumberedMember, signal: AbortSignal): Promise<string | null> {
    const present = await readProperties(cluster, broker, [...wanted.keys()], signal);
    const name = [...wanted.keys()].find((key) => present.get(key) !== wanted.get(key));
    return name === undefined ? null : `${broker.name} still has ${name}=${present.get(name) ?? ''}`;
  }

  return {
    kind: 'action',
    name: 'applySettings',
    async run(signal) {
      let written = false;
      for (const broker of brokers) {
        await retryUntil(
          async (attempt) => {
            const reason = await missing(broker, attempt);
            if (reason === null) return;
            if (!written) await writeProperties(cluster, version, wanted, attempt);
            written = true;
            throw new Error(reason);
          },
          { what: `${broker.name} does not take its settings`, signal, ...retryTimes },
        );
      }
    },
  };
}

/** What the broker goes by, wherever it is set. Only the broker itself knows. */
function readProperties(
  cluster: KafkaCluster,
  broker: NumberedMember,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string | null>> {
  return askBroker(internalListener(cluster, broker.name), signal, async (link) => {
    const resource = {
      resourceType: ConfigResourceTypes.BROKER,
      resourceName: String(broker.number),
      configurationKeys: [...names],
    };
    const { results } = await link.call(brokerApis.describeConfigs, [resource], false, false);
    return new Map(
      results.flatMap(({ errorCode, errorMessage, configs }) => {
        requireNone(errorCode, `read the settings of ${broker.name}`, errorMessage ?? null);
        return configs.map(({ name, value }): [string, string | null] => [name, value ?? null]);
      }),
    );
  });
}

async function writeProperties(
  cluster: KafkaCluster,
  version: KafkaVersion,
  properties: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<void> {
  if (version.metadata.kind === 'zookeeper') {
    // 1.1 has a request that replaces all settings, also those of others; the node changes these alone on every version.
    await withZooKeeper(cluster, signal, (zooKeeper) =>
      changeConfigNode(zooKeeper, 'brokers/<default>', properties),
    );
    return;
  }
  const [first] = brokersOf(cluster.instance.spec);
  if (first === undefined) throw new Error('The instance has no brokers.');
  await askBroker(internalListener(cluster, first.name), signal, async (link) => {
    const configs = [...properties].map(([name, value]) => ({
      name,
      configOperation: IncrementalAlterConfigOperationTypes.SET,
      value,
    }));
    // The empty name is that of all brokers.
    const resource = { resourceType: ConfigResourceTypes.BROKER, resourceName: '', configs };
    const { responses } = await link.call(brokerApis.incrementalAlterConfigs, [resource], false);
    for (const { errorCode, errorMessage } of responses) {
      requireNone(errorCode, 'change the settings of the brokers', errorMessage ?? null);
    }
  });
}

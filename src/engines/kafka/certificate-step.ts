import { X509Certificate } from 'node:crypto';
import { ConfigResourceTypes, IncrementalAlterConfigOperationTypes } from '@platformatic/kafka';
import type { ActionStep } from '../engine.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { requireNone } from './admin/error-codes.ts';
import { changeConfigNode, createMissing } from './admin/config-nodes.ts';
import { brokerApis } from './admin/wire/broker-apis.ts';
import type { ClientFiles } from './client-files.ts';
import { type ClientListener, clientListeners, isTls, publicListeners } from './client-listeners.ts';
import { addressOf, brokersOf } from './cluster-layout.ts';
import type { NumberedMember } from './cluster-layout.ts';
import { secretNames, secretOf } from './cluster-secrets.ts';
import { internalListener } from './internal-listener.ts';
import { kafkaListenerNames } from './listener.ts';
import { askBroker } from './probe.ts';
import { retryTimes, retryUntil } from '../retry-until.ts';
import { servedFingerprint } from '../tls/served-certificate.ts';
import type { KafkaVersion } from './versions.ts';
import { withZooKeeper } from './zookeeper/zookeeper-steps.ts';

/** The settings that name the keystores of the listeners with TLS: the file is the same, the settings are one for each. */
function keystoreSettings({ instance: { spec } }: KafkaCluster): readonly string[] {
  const names = [
    ...tlsListeners(clientListeners(spec)).flatMap(({ kind }) => {
      const name = kafkaListenerNames[kind];
      return spec.ipv6 === true ? [name, `${name}ipv6`] : [name];
    }),
    ...tlsListeners(publicListeners(spec)).map(({ kind }) => `public${kafkaListenerNames[kind]}`),
  ];
  return names.map((name) => `listener.name.${name}.ssl.keystore.location`);
}

function tlsListeners(listeners: readonly ClientListener[]): readonly ClientListener[] {
  return listeners.filter(isTls);
}

/**
 * Has each broker show clients the certificate that it shall have. One that was started with it does already; another one
 * takes it without a restart and without losing a connection (KIP-226).
 */
export function showCertificates(
  cluster: KafkaCluster,
  version: KafkaVersion,
  files: ReadonlyMap<string, ClientFiles>,
): ActionStep {
  return {
    kind: 'action',
    name: 'showCertificates',
    async run(signal) {
      for (const broker of brokersOf(cluster.instance.spec)) {
        const keystore = files.get(broker.name)?.keystore?.path;
        if (keystore === undefined) throw new Error(`${broker.name} has no keystore.`);
        if (await showsItsCertificate(cluster, broker.name, signal)) continue;
        await retryUntil((attempt) => changeKeystore(cluster, version, broker, keystore, attempt), {
          what: `${broker.name} does not take its new keystore`,
          signal,
          ...retryTimes,
        });
        await retryUntil(
          async (attempt) => {
            if (await showsItsCertificate(cluster, broker.name, attempt)) return;
            throw new Error('it still shows another certificate');
          },
          { what: `${broker.name} does not show its new certificate`, signal, ...retryTimes },
        );
      }
    },
  };
}

/** Whether a running broker takes another keystore: where listeners have settings of their own, these can be changed (KIP-226). */
export function takesKeystoreLive({ listenerSettings }: KafkaVersion): boolean {
  return listenerSettings === 'per-listener';
}

/** Whether clients of the broker see the certificate that it shall have. */
export async function showsItsCertificate(
  { instance: { spec }, addresses, secrets }: KafkaCluster,
  brokerName: string,
  signal: AbortSignal,
): Promise<boolean> {
  const ports = tlsListeners([...clientListeners(spec), ...publicListeners(spec)]).map(({ port }) => port);
  const wanted = new X509Certificate(secretOf(secrets, secretNames.certificate(brokerName))).fingerprint256;
  const address = addressOf(addresses, brokerName);
  for (const port of ports) {
    if ((await servedFingerprint(address, port, signal)) !== wanted) return false;
  }
  return true;
}

async function changeKeystore(
  cluster: KafkaCluster,
  version: KafkaVersion,
  broker: NumberedMember,
  keystore: string,
  signal: AbortSignal,
): Promise<void> {
  if (version.metadata.kind === 'zookeeper') {
    await withZooKeeper(cluster, signal, async (zooKeeper) => {
      await createMissing(zooKeeper, '/config/brokers', Buffer.alloc(0));
      const changes = new Map(keystoreSettings(cluster).map((name) => [name, keystore]));
      await changeConfigNode(zooKeeper, `brokers/${broker.number}`, changes);
    });
    return;
  }
  // Only the broker itself can check its file.
  await askBroker(internalListener(cluster, broker.name), signal, async (link) => {
    const { responses } = await link.call(
      brokerApis.incrementalAlterConfigs,
      [
        {
          resourceType: ConfigResourceTypes.BROKER,
          resourceName: String(broker.number),
          configs: keystoreSettings(cluster).map((name) => ({
            name,
            configOperation: IncrementalAlterConfigOperationTypes.SET,
            value: keystore,
          })),
        },
      ],
      false,
    );
    for (const { errorCode, errorMessage } of responses) {
      requireNone(errorCode, `change the keystore of ${broker.name}`, errorMessage ?? null);
    }
  });
}

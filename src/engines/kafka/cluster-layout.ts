import { join } from 'node:path';
import type { Endpoint, Instance, KafkaSpec, ListenerName } from '../../domain/instance/instance.ts';
import type { FolderElsewhere } from '../../runtimes/runtime.ts';
import type { ClusterLayout } from '../engine.ts';
import { relayStatusPort } from '../relay-member.ts';
import { kafkaVersion } from './versions.ts';
import { zooKeeperPorts } from './zookeeper/zookeeper-config.ts';

/**
 * The clouds' own ports: Huawei lists 9092 for plaintext and 9093 for SASL_SSL or SASL_PLAINTEXT, 9094 and 9095 for the same from public
 * addresses. 9091 carries the brokers' own traffic, 9090 that of the controllers where there is no ZooKeeper.
 */
export const brokerPorts = {
  controller: 9090,
  internal: 9091,
  plaintext: 9092,
  sasl: 9093,
  publicPlaintext: 9094,
  publicSasl: 9095,
} as const;

/** The member that carries clients from public addresses to the brokers. */
export const relayName = 'relay';

/** Numbers of the members are those of Kafka and ZooKeeper too: `broker-2` has `broker.id=2`, `zookeeper-2` is `server.2`. */
export interface NumberedMember {
  readonly name: string;
  readonly number: number;
}

export function brokersOf(spec: KafkaSpec): readonly NumberedMember[] {
  return numbered('broker', spec.brokerCount);
}

/** The nodes of the ensemble of a version with ZooKeeper. */
export function zooKeeperNodesOf(spec: KafkaSpec): readonly NumberedMember[] {
  return numbered('zookeeper', quorumSize(spec));
}

/** The brokers that are controllers too, of a version without ZooKeeper. */
export function controllersOf(spec: KafkaSpec): readonly NumberedMember[] {
  return brokersOf(spec).slice(0, quorumSize(spec));
}

/** Three nodes survive the loss of one. Two brokers or one are no more available than one node is, so that it is enough. */
function quorumSize(spec: KafkaSpec): number {
  return spec.brokerCount >= 3 ? 3 : 1;
}

/** The zone of a broker: they are spread over the instance's zones in turn. */
export function zoneOf(spec: KafkaSpec, broker: NumberedMember): string {
  const zone = spec.zones[(broker.number - 1) % spec.zones.length];
  if (zone === undefined) throw new Error('The instance has no zone to put its brokers into.');
  return zone;
}

/** Where a broker keeps messages, in its directory. */
export const dataFolder = 'data';

/** Where this folder is instead, for an instance whose storage has a directory of its own. */
export function dataElsewhere({ id, spec }: Instance, brokerName: string): FolderElsewhere | null {
  const { storageDirectory = null } = spec;
  return storageDirectory === null
    ? null
    : { folder: dataFolder, path: join(storageDirectory, id, brokerName) };
}

/** The ports at which clients connect, and what the instance calls these listeners: the one with a login first. */
export function clientListeners({
  access: { plaintext, login },
}: KafkaSpec): readonly { readonly listener: ListenerName; readonly port: number }[] {
  return [
    ...(login === null
      ? []
      : [
          {
            listener: login.tls ? 'client-sasl-tls' : 'client-sasl-plaintext',
            port: brokerPorts.sasl,
          } as const,
        ]),
    ...(plaintext ? [{ listener: 'client-plaintext', port: brokerPorts.plaintext } as const] : []),
  ];
}

/** The ports at which clients connect by way of public addresses: each way in from within has one. */
export function publicListeners({ access, publicAccess }: KafkaSpec): ReturnType<typeof clientListeners> {
  if (publicAccess === null) return [];
  const { plaintext, login } = access;
  return [
    ...(login === null
      ? []
      : [
          {
            listener: login.tls ? 'public-sasl-tls' : 'public-sasl-plaintext',
            port: brokerPorts.publicSasl,
          } as const,
        ]),
    ...(plaintext ? [{ listener: 'public-plaintext', port: brokerPorts.publicPlaintext } as const] : []),
  ];
}

/** Whether clients log in over TLS, so that brokers need certificates. */
export function hasTls({ access }: KafkaSpec): boolean {
  return access.login?.tls === true;
}

/** @throws EngineUnavailableError for a version that the engine does not know */
export function clusterLayout(instance: Instance): ClusterLayout {
  const { spec } = instance;
  const brokers = brokersOf(spec);
  const withZooKeeper = kafkaVersion(instance.version).metadata.kind === 'zookeeper';
  return {
    members: [
      ...[...(withZooKeeper ? zooKeeperNodesOf(spec) : []), ...brokers].map((member) => member.name),
      ...(spec.publicAccess === null ? [] : [relayName]),
    ],
    ports: [
      ...(withZooKeeper ? Object.values(zooKeeperPorts) : [brokerPorts.controller]),
      brokerPorts.internal,
      // Both, whichever the instance has now: the other may be switched on later.
      brokerPorts.plaintext,
      brokerPorts.sasl,
      brokerPorts.publicPlaintext,
      brokerPorts.publicSasl,
      relayStatusPort,
    ],
    endpoints: (addresses) => [
      ...brokers.flatMap((broker): Endpoint[] => {
        const address = addressOf(addresses, broker.name);
        return [
          ...clientListeners(spec).map((client) => ({ member: broker.name, address, ...client })),
          { member: broker.name, address, listener: 'internal', port: brokerPorts.internal },
        ];
      }),
      ...publicEndpoints(spec, addresses),
    ],
  };
}

/** In the order of the brokers, each with its public address, and then the relay that listens there. */
function publicEndpoints(spec: KafkaSpec, addresses: ReadonlyMap<string, string>): readonly Endpoint[] {
  if (spec.publicAccess === null) return [];
  return [
    ...brokersOf(spec).flatMap((broker) => {
      const address = publicAddressOf(spec, broker);
      if (address === null) return [];
      return publicListeners(spec).map((open) => ({ member: broker.name, address, ...open }));
    }),
    {
      member: relayName,
      address: addressOf(addresses, relayName),
      listener: 'internal',
      port: relayStatusPort,
    },
  ];
}

/** The public address at which clients reach the broker; null without public access. */
export function publicAddressOf({ publicAccess }: KafkaSpec, { number }: NumberedMember): string | null {
  return publicAccess?.addresses[number - 1]?.address ?? null;
}

/** @throws Error where no address was reserved for the member: a defect of the caller. */
export function addressOf(addresses: ReadonlyMap<string, string>, memberName: string): string {
  const address = addresses.get(memberName);
  if (address === undefined) throw new Error(`No address is reserved for ${memberName}.`);
  return address;
}

function numbered(kind: string, count: number): readonly NumberedMember[] {
  return Array.from({ length: count }, (_, index) => ({ name: `${kind}-${index + 1}`, number: index + 1 }));
}

import { join } from 'node:path';
import type { Endpoint, KafkaInstance, KafkaSpec } from '../../domain/instance/instance.ts';
import type { FolderElsewhere } from '../../runtimes/runtime.ts';
import type { ClusterLayout } from '../engine.ts';
import { relayStatusPort } from '../relay-member.ts';
import { brokerPorts } from './broker-ports.ts';
import { clientListeners, isTls, type ListenerKind, publicListeners } from './client-listeners.ts';
import { kafkaVersion } from './versions.ts';
import { zooKeeperPorts } from './zookeeper/zookeeper-config.ts';

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
export function dataElsewhere({ id, spec }: KafkaInstance, brokerName: string): FolderElsewhere | null {
  const { storageDirectory = null } = spec;
  return storageDirectory === null
    ? null
    : { folder: dataFolder, path: join(storageDirectory, id, brokerName) };
}

/** The only loopback address that IPv6 has: all brokers share it, and have ports of their own. */
export const ipv6Address = '::1';

/** Under which names a broker has ports of `::1`: one for each listener for clients that may ever be switched on, but for a second login and TLS without one. */
function ipv6Names(brokerName: string, spec: KafkaSpec) {
  const kinds = new Set(clientListeners(spec).map(({ kind }) => kind));
  return {
    plaintext: `${brokerName}.plaintext`,
    sasl: `${brokerName}.sasl`,
    ...(kinds.has('secondSasl') ? { secondSasl: `${brokerName}.sasl-2` } : {}),
    ...(kinds.has('tls') ? { tls: `${brokerName}.tls` } : {}),
  };
}

/** Of a broker's listeners for clients on `::1`. */
export type Ipv6Ports = Partial<Record<ListenerKind, number>>;

/** The ports at which a broker listens on `::1`; null where clients do not come by IPv6. */
export function ipv6PortsOf(
  brokerName: string,
  spec: KafkaSpec,
  ports: ReadonlyMap<string, number> | undefined,
): Ipv6Ports | null {
  if (spec.ipv6 !== true) return null;
  const found = Object.entries(ipv6Names(brokerName, spec)).map(([kind, name]) => {
    const port = ports?.get(name);
    if (port !== undefined) return [kind, port] as const;
    throw new Error(`No ports of ${ipv6Address} are reserved for ${brokerName}.`);
  });
  return Object.fromEntries(found);
}

/** @throws Error where none was reserved: a defect of the caller. */
export function ipv6PortOf(ports: Ipv6Ports, kind: ListenerKind): number {
  const port = ports[kind];
  if (port === undefined) throw new Error(`No port of ${ipv6Address} is reserved for ${kind}.`);
  return port;
}

function ipv6Endpoints(
  spec: KafkaSpec,
  { name: member }: NumberedMember,
  reserved: ReadonlyMap<string, number> | undefined,
): readonly Endpoint[] {
  const ports = ipv6PortsOf(member, spec, reserved);
  if (ports === null) return [];
  return clientListeners(spec).map(({ listener, kind }) => ({
    member,
    listener: `${listener}-ipv6` as const,
    address: ipv6Address,
    port: ipv6PortOf(ports, kind),
  }));
}

/** Whether clients use TLS, so that brokers need certificates. */
export function hasTls(spec: KafkaSpec): boolean {
  return [...clientListeners(spec), ...publicListeners(spec)].some(isTls);
}

/** @throws EngineUnavailableError for a version that the engine does not know */
export function clusterLayout(instance: KafkaInstance): ClusterLayout {
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
      // All, whichever the instance has now: others may be switched on later.
      ...new Set([
        brokerPorts.plaintext,
        brokerPorts.sasl,
        brokerPorts.publicPlaintext,
        brokerPorts.publicSasl,
        relayStatusPort,
        brokerPorts.secondSasl,
        brokerPorts.publicSecondSasl,
        brokerPorts.tls,
        brokerPorts.publicTls,
        ...Object.values(spec.access.ports ?? {}),
      ]),
    ],
    ipv6Listeners:
      spec.ipv6 === true ? brokers.flatMap(({ name }) => Object.values(ipv6Names(name, spec))) : [],
    endpoints: (addresses, ipv6Ports) => [
      ...brokers.flatMap((broker): Endpoint[] => {
        const address = addressOf(addresses, broker.name);
        return [
          ...clientListeners(spec).map(({ listener, port }) => ({
            member: broker.name,
            address,
            listener,
            port,
          })),
          ...ipv6Endpoints(spec, broker, ipv6Ports),
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
      return publicListeners(spec).map(({ listener, port }) => ({
        member: broker.name,
        address,
        listener,
        port,
      }));
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

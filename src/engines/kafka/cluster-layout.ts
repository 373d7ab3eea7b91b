import { join } from 'node:path';
import type { Endpoint, KafkaInstance, KafkaSpec, ListenerName } from '../../domain/instance/instance.ts';
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
export function dataElsewhere({ id, spec }: KafkaInstance, brokerName: string): FolderElsewhere | null {
  const { storageDirectory = null } = spec;
  return storageDirectory === null
    ? null
    : { folder: dataFolder, path: join(storageDirectory, id, brokerName) };
}

/** A way in for clients: what the instance calls these listeners, and their port. */
export interface ClientListener<Name extends ListenerName = ListenerName> {
  readonly listener: Name;
  readonly port: number;
}

type OwnListenerName = Exclude<ListenerName, 'internal' | `public-${string}` | `${string}-ipv6`>;

/** The ports at which clients connect from within: the one with a login first. */
export function clientListeners({
  access: { plaintext, login },
}: KafkaSpec): readonly ClientListener<OwnListenerName>[] {
  const withLogin = login?.tls === true ? 'client-sasl-tls' : 'client-sasl-plaintext';
  return [
    ...(login === null ? [] : [{ listener: withLogin, port: brokerPorts.sasl } as const]),
    ...(plaintext ? [{ listener: 'client-plaintext', port: brokerPorts.plaintext } as const] : []),
  ];
}

/** The ports at which clients connect by way of public addresses: each way in from within has one, unless only logins are public. */
export function publicListeners({ access, publicAccess }: KafkaSpec): readonly ClientListener[] {
  if (publicAccess === null) return [];
  const { plaintext, login } = access;
  const withLogin = login?.tls === true ? 'public-sasl-tls' : 'public-sasl-plaintext';
  return [
    ...(login === null ? [] : [{ listener: withLogin, port: brokerPorts.publicSasl } as const]),
    ...(plaintext && publicAccess.loginsOnly !== true
      ? [{ listener: 'public-plaintext', port: brokerPorts.publicPlaintext } as const]
      : []),
  ];
}

/** The only loopback address that IPv6 has: all brokers share it, and have ports of their own. */
export const ipv6Address = '::1';

/** Under which names a broker has ports of `::1`: one for each listener for clients that may ever be switched on. */
function ipv6Names(brokerName: string) {
  return { plaintext: `${brokerName}.plaintext`, sasl: `${brokerName}.sasl` };
}

/** The ports at which a broker listens on `::1`; null where clients do not come by IPv6. */
export function ipv6PortsOf(
  brokerName: string,
  { ipv6 = false }: KafkaSpec,
  ports: ReadonlyMap<string, number> | undefined,
): { readonly plaintext: number; readonly sasl: number } | null {
  if (!ipv6) return null;
  const names = ipv6Names(brokerName);
  const [plaintext, sasl] = [ports?.get(names.plaintext), ports?.get(names.sasl)];
  if (plaintext === undefined || sasl === undefined) {
    throw new Error(`No ports of ${ipv6Address} are reserved for ${brokerName}.`);
  }
  return { plaintext, sasl };
}

function ipv6Endpoints(
  spec: KafkaSpec,
  { name: member }: NumberedMember,
  reserved: ReadonlyMap<string, number> | undefined,
): readonly Endpoint[] {
  const ports = ipv6PortsOf(member, spec, reserved);
  if (ports === null) return [];
  return clientListeners(spec).map(({ listener }) => ({
    member,
    listener: `${listener}-ipv6` as const,
    address: ipv6Address,
    port: listener === 'client-plaintext' ? ports.plaintext : ports.sasl,
  }));
}

/** Whether clients log in over TLS, so that brokers need certificates. */
export function hasTls({ access }: KafkaSpec): boolean {
  return access.login?.tls === true;
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
      // Both, whichever the instance has now: the other may be switched on later.
      brokerPorts.plaintext,
      brokerPorts.sasl,
      brokerPorts.publicPlaintext,
      brokerPorts.publicSasl,
      relayStatusPort,
    ],
    ipv6Listeners: spec.ipv6 === true ? brokers.flatMap(({ name }) => Object.values(ipv6Names(name))) : [],
    endpoints: (addresses, ipv6Ports) => [
      ...brokers.flatMap((broker): Endpoint[] => {
        const address = addressOf(addresses, broker.name);
        return [
          ...clientListeners(spec).map((client) => ({ member: broker.name, address, ...client })),
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

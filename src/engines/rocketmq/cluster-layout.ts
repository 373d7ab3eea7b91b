import { join } from 'node:path';
import type { Endpoint, RocketmqInstance, RocketmqSpec } from '../../domain/instance/instance.ts';
import type { FolderElsewhere } from '../../runtimes/runtime.ts';
import type { ClusterLayout } from '../engine.ts';
import { relayStatusPort } from '../relay-member.ts';
import { rocketmqVersion, type RocketmqVersion } from './versions.ts';

/**
 * Each member has an address of its own, so that the ports are the same on all. Huawei's security groups open 8100 for name servers and
 * from 10100 on for brokers. A broker takes the port two below as well, for requests that shall not wait (its "VIP channel"), and the one above
 * for replication.
 */
export const rocketmqPorts = {
  nameServer: 8100,
  /** Where name servers tell clients from public addresses, and those who come by IPv6, addresses of brokers that they can reach. */
  publicRoutes: 8200,
  ipv6Routes: 8210,
  controller: 8110,
  grpc: 8080,
  vip: 10_098,
  broker: 10_100,
  replication: 10_101,
  dledger: 10_110,
} as const;

/** A name server; the number is that of its controller where it has one. */
export interface NameServer {
  readonly name: string;
  readonly number: number;
}

/** One process of a broker group. */
export interface Replica {
  readonly name: string;
  /** What clients know all replicas of the group by: `broker-1`. */
  readonly group: string;
  readonly groupNumber: number;
  /** From 1 on, in the group. */
  readonly number: number;
}

/** Two survive the loss of one. Where they are controllers too, a majority has to: three. */
export function nameServersOf(spec: RocketmqSpec, version: RocketmqVersion): readonly NameServer[] {
  const count = hasControllers(spec, version) ? 3 : 2;
  return Array.from({ length: count }, (_, index) => ({
    name: `nameserver-${index + 1}`,
    number: index + 1,
  }));
}

/** Whether leaders are named by controllers; a single replica needs none. */
export function hasControllers(spec: RocketmqSpec, { replication }: RocketmqVersion): boolean {
  return replication === 'controller' && spec.replicasPerBroker > 1;
}

/** All processes of all broker groups, group by group. */
export function replicasOf(spec: RocketmqSpec): readonly Replica[] {
  return groupsOf(spec).flatMap((group, groupIndex) =>
    Array.from({ length: spec.replicasPerBroker }, (_, index) => ({
      name: `${group}-${index + 1}`,
      group,
      groupNumber: groupIndex + 1,
      number: index + 1,
    })),
  );
}

/** The names of the broker groups. */
export function groupsOf(spec: RocketmqSpec): readonly string[] {
  return Array.from({ length: spec.brokerCount }, (_, index) => `broker-${index + 1}`);
}

/** The zone of a replica: those of a group are in different zones as long as there are enough. */
export function zoneOf(spec: RocketmqSpec, { groupNumber, number }: Replica): string {
  const zone = spec.zones[(groupNumber + number - 2) % spec.zones.length];
  if (zone === undefined) throw new Error('The instance has no zone to put its brokers into.');
  return zone;
}

/** Where a member keeps what it has to keep, in its directory. */
export const dataFolder = 'data';

/** Where this folder is instead, for a broker of an instance whose storage has a directory of its own. */
export function dataElsewhere({ id, spec }: RocketmqInstance, memberName: string): FolderElsewhere | null {
  const { storageDirectory = null } = spec;
  return storageDirectory === null
    ? null
    : { folder: dataFolder, path: join(storageDirectory, id, memberName) };
}

export function hasTls({ tlsMode }: RocketmqSpec): boolean {
  return tlsMode !== 'plaintext';
}

export function addressOf(addresses: ReadonlyMap<string, string>, memberName: string): string {
  const address = addresses.get(memberName);
  if (address === undefined) throw new Error(`${memberName} has no address.`);
  return address;
}

/** `address:port;address:port`, as RocketMQ writes lists of servers. */
export function nameServerList(
  spec: RocketmqSpec,
  version: RocketmqVersion,
  addresses: ReadonlyMap<string, string>,
): string {
  return nameServersOf(spec, version)
    .map(({ name }) => `${addressOf(addresses, name)}:${rocketmqPorts.nameServer}`)
    .join(';');
}

/** The members that carry clients from public addresses, and from `::1`, to the others. */
export const relayNames = { public: 'relay', ipv6: 'relay-ipv6' } as const;

/** The only loopback address that IPv6 has: name servers and replicas have a port of their own each. */
export const ipv6Address = '::1';

/** Where clients from outside find the first broker's replicas, the next ones above it: brokers' own ports begin at the same number. */
const firstPublicPort = 10_100;

/** A member as it is reached from public addresses, or by IPv6. */
export interface OtherWayIn {
  readonly member: string;
  readonly listener: 'nameserver' | 'broker';
  readonly address: string;
  readonly port: number;
  /** On the member's own address. */
  readonly targetPort: number;
}

/**
 * By way of public addresses: of each broker group's the port of name servers, all of which answer there, and a port for each of its replicas,
 * as any of them may lead.
 */
export function publicWaysIn({ spec, version }: RocketmqInstance): readonly OtherWayIn[] {
  const addresses = spec.publicAccess?.addresses ?? [];
  const nameServers = nameServersOf(spec, rocketmqVersion(version));
  return addresses.flatMap(({ address }, index): readonly OtherWayIn[] => {
    const nameServer = nameServers[index % nameServers.length];
    const replicas = replicasOf(spec).filter(({ groupNumber }) => groupNumber === index + 1);
    return [
      ...(nameServer === undefined
        ? []
        : [
            {
              member: nameServer.name,
              listener: 'nameserver',
              address,
              port: rocketmqPorts.publicRoutes,
              targetPort: rocketmqPorts.publicRoutes,
            } as const,
          ]),
      ...replicas.map(({ name, number }) => ({
        member: name,
        listener: 'broker' as const,
        address,
        port: firstPublicPort + 10 * number,
        targetPort: rocketmqPorts.broker,
      })),
    ];
  });
}

/** Under which name a member has a port of `::1`. */
function ipv6Name(memberName: string): string {
  return `${memberName}.remoting`;
}

/** By IPv6, once ports are reserved; none where clients do not come so. @throws Error for a member without a port */
export function ipv6WaysIn(
  { spec, version }: RocketmqInstance,
  ports: ReadonlyMap<string, number> | undefined,
): readonly OtherWayIn[] {
  if (spec.ipv6 !== true) return [];
  const wayTo = (member: string, listener: OtherWayIn['listener'], targetPort: number): OtherWayIn => {
    const port = ports?.get(ipv6Name(member));
    if (port === undefined) throw new Error(`No port of ${ipv6Address} is reserved for ${member}.`);
    return { member, listener, address: ipv6Address, port, targetPort };
  };
  return [
    ...nameServersOf(spec, rocketmqVersion(version)).map(({ name }) =>
      wayTo(name, 'nameserver', rocketmqPorts.ipv6Routes),
    ),
    ...replicasOf(spec).map(({ name }) => wayTo(name, 'broker', rocketmqPorts.broker)),
  ];
}

export function clusterLayout(instance: RocketmqInstance): ClusterLayout {
  const { spec, version: asked } = instance;
  const version = rocketmqVersion(asked);
  const nameServers = nameServersOf(spec, version);
  const replicas = replicasOf(spec);
  return {
    members: [
      ...[...nameServers, ...replicas].map(({ name }) => name),
      ...(spec.publicAccess === null ? [] : [relayNames.public]),
      ...(spec.ipv6 === true ? [relayNames.ipv6] : []),
    ],
    ports: [...Object.values(rocketmqPorts), relayStatusPort],
    ipv6Listeners: spec.ipv6 === true ? [...nameServers, ...replicas].map(({ name }) => ipv6Name(name)) : [],
    endpoints(addresses, ipv6Ports) {
      const at =
        (listener: Endpoint['listener'], port: number) =>
        ({ name: member }: { readonly name: string }): Endpoint => ({
          member,
          listener,
          address: addressOf(addresses, member),
          port,
        });
      return [
        ...nameServers.map(at('nameserver', rocketmqPorts.nameServer)),
        ...replicas.map(at('broker', rocketmqPorts.broker)),
        ...(spec.grpcProxy ? replicas.map(at('grpc', rocketmqPorts.grpc)) : []),
        // For the control plane, which tells it whom it lets in.
        ...(spec.publicAccess === null ? [] : [at('internal', relayStatusPort)({ name: relayNames.public })]),
        ...publicWaysIn(instance).map(({ member, listener, address, port }) => ({
          member,
          listener: `public-${listener}` as const,
          address,
          port,
        })),
        ...ipv6WaysIn(instance, ipv6Ports).map(({ member, listener, address, port }) => ({
          member,
          listener: `${listener}-ipv6` as const,
          address,
          port,
        })),
      ];
    },
  };
}

import { join } from 'node:path';
import type { Endpoint, RocketmqInstance, RocketmqSpec } from '../../domain/instance/instance.ts';
import type { FolderElsewhere } from '../../runtimes/runtime.ts';
import type { ClusterLayout } from '../engine.ts';
import { rocketmqVersion, type RocketmqVersion } from './versions.ts';

/**
 * Each member has an address of its own, so that the ports are the same on all. Huawei's security groups open 8100 for name servers and
 * from 10100 on for brokers. A broker takes the port two below as well, for requests that shall not wait (its "VIP channel"), and the one above
 * for replication.
 */
export const rocketmqPorts = {
  nameServer: 8100,
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

export function clusterLayout({ spec, version: asked }: RocketmqInstance): ClusterLayout {
  const version = rocketmqVersion(asked);
  const nameServers = nameServersOf(spec, version);
  const replicas = replicasOf(spec);
  return {
    members: [...nameServers, ...replicas].map(({ name }) => name),
    ports: Object.values(rocketmqPorts),
    ipv6Listeners: [],
    endpoints(addresses) {
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
      ];
    },
  };
}

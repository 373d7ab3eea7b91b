import type { RocketmqInstance, RocketmqSpec } from '../../domain/instance/instance.ts';
import type { MemberFile } from '../../runtimes/runtime.ts';
import { renderProperties } from '../java/java-properties.ts';
import { addressOf, ipv6WaysIn, type OtherWayIn, publicWaysIn, rocketmqPorts } from './cluster-layout.ts';
import type { RocketmqCluster } from './rocketmq-cluster.ts';

interface RouteView {
  /** At which name servers tell these routes. */
  readonly port: number;
  readonly file: string;
  readonly isWanted: (spec: RocketmqSpec) => boolean;
  readonly waysIn: (
    instance: RocketmqInstance,
    ipv6Ports: ReadonlyMap<string, number> | undefined,
  ) => readonly OtherWayIn[];
}

const views: readonly RouteView[] = [
  {
    port: rocketmqPorts.publicRoutes,
    file: 'routes-public.properties',
    isWanted: ({ publicAccess }) => publicAccess !== null,
    waysIn: publicWaysIn,
  },
  {
    port: rocketmqPorts.ipv6Routes,
    file: 'routes-ipv6.properties',
    isWanted: ({ ipv6 = false }) => ipv6,
    waysIn: ipv6WaysIn,
  },
];

/** Tells the classes of `jvm/` which views there are. */
export function viewArguments(spec: RocketmqSpec): readonly string[] {
  const wanted = views.filter(({ isWanted }) => isWanted(spec));
  if (wanted.length === 0) return [];
  return [
    `-Dpolybroker.views=${wanted.map(({ port }) => port).join(',')}`,
    ...wanted.map(({ port, file }) => `-Dpolybroker.view.${port}=${file}`),
  ];
}

/** What name servers tell in the place of each broker's own address. They look at it again once a second. */
export function routeViewFiles({ instance, addresses, ipv6Ports }: RocketmqCluster): readonly MemberFile[] {
  return views
    .filter(({ isWanted }) => isWanted(instance.spec))
    .map(({ file, waysIn }) => {
      const brokers = waysIn(instance, ipv6Ports).filter(({ listener }) => listener === 'broker');
      const lines = brokers.map(({ member, address, port }): [string, string] => [
        `${addressOf(addresses, member)}:${rocketmqPorts.broker}`,
        address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`,
      ]);
      return { path: file, content: renderProperties(new Map(lines)) };
    });
}

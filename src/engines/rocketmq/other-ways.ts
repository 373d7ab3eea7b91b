import type { PublicAccess, RocketmqInstance } from '../../domain/instance/instance.ts';
import type { InstanceLimits } from '../../domain/limits/instance-limits.ts';
import { blocksAdmittedToPublic } from '../../domain/limits/admitted-networks.ts';
import { memberAddresses } from '../../domain/instance/member-addresses.ts';
import type { RelaySettings } from '../../relay/relay-settings.ts';
import type { MemberFile } from '../../runtimes/runtime.ts';
import type { ActionStep, MembersStep, PlanStep } from '../engine.ts';
import { relayFile, relayMember, relayStatusPort, requireListening } from '../relay-member.ts';
import { retryTimes, retryUntil } from '../retry-until.ts';
import {
  addressOf,
  ipv6WaysIn,
  nameServersOf,
  type OtherWayIn,
  publicWaysIn,
  relayNames,
} from './cluster-layout.ts';
import { readRoute } from './cluster-view.ts';
import { nameServerTarget } from './member-target.ts';
import { proofTopic } from './prove-ready.ts';
import { withLink } from './remoting/one-request.ts';
import type { RocketmqCluster } from './rocketmq-cluster.ts';
import { routeViewFiles } from './route-views.ts';
import { rocketmqVersion } from './versions.ts';

/** Mbit/s count as the network does: a million bits. */
const bytesPerMegabit = 1_000_000 / 8;
const anywhere = ['0.0.0.0/0', '::/0'];
/** Of clients on this machine nobody's bandwidth is bounded. */
const unbounded = 1024 ** 4;

/**
 * The relays by which clients come from public addresses and by IPv6: RocketMQ's brokers listen at one address and register one. Name
 * servers tell these clients routes of their own.
 */
export function routeViewSteps(cluster: RocketmqCluster): readonly PlanStep[] {
  const { instance } = cluster;
  const { spec } = instance;
  const names = nameServersOf(spec, rocketmqVersion(instance.version)).map(({ name }) => name);
  const files = routeViewFiles(cluster);
  const relays = relaysOf(cluster);
  if (relays.size === 0) return [];
  return [
    { kind: 'files', name: 'writeRouteViews', files: new Map(names.map((name) => [name, files])) },
    startRelays(relays),
  ];
}

/** By name, what each relay of the instance does. */
export function relaysOf({
  instance,
  addresses,
  ipv6Ports,
  limits,
}: RocketmqCluster): ReadonlyMap<string, RelaySettings> {
  const { publicAccess, ipv6 = false } = instance.spec;
  const relays = new Map<string, RelaySettings>();
  if (publicAccess !== null) {
    relays.set(relayNames.public, publicRelay(instance, publicAccess, addresses, limits));
  }
  if (ipv6) {
    relays.set(
      relayNames.ipv6,
      relayOf(ipv6WaysIn(instance, ipv6Ports), relayNames.ipv6, addresses, limits, 'machine'),
    );
  }
  return relays;
}

function publicRelay(
  instance: RocketmqInstance,
  { bandwidthMbitps }: PublicAccess,
  addresses: ReadonlyMap<string, string>,
  limits: InstanceLimits | undefined,
): RelaySettings {
  return {
    ...relayOf(publicWaysIn(instance), relayNames.public, addresses, limits, 'public'),
    bytesPerSecond: bandwidthMbitps * bytesPerMegabit,
  };
}

/** The file by which the relay of public access learns whom to let in; none where there is none yet. */
export function publicRelayFiles(instance: RocketmqInstance, limits: InstanceLimits): readonly MemberFile[] {
  const addresses = memberAddresses(instance);
  const { publicAccess } = instance.spec;
  if (publicAccess === null || !addresses.has(relayNames.public)) return [];
  return [relayFile(publicRelay(instance, publicAccess, addresses, limits))];
}

function relayOf(
  ways: readonly OtherWayIn[],
  name: string,
  addresses: ReadonlyMap<string, string>,
  limits: InstanceLimits | undefined,
  from: 'public' | 'machine',
): RelaySettings {
  return {
    version: 1,
    bytesPerSecond: unbounded,
    address: addressOf(addresses, name),
    statusPort: relayStatusPort,
    listeners: ways.map(({ member, address, port, targetPort }) => {
      const target = addressOf(addresses, member);
      return {
        address,
        port,
        target: { address: target, port: targetPort },
        admitted: [
          `${target}/32`,
          ...(limits === undefined || from === 'machine' ? anywhere : blocksAdmittedToPublic(port, limits)),
        ],
      };
    }),
  };
}

function startRelays(relays: ReadonlyMap<string, RelaySettings>): MembersStep {
  return {
    kind: 'members',
    name: 'startRelays',
    members: [...relays].map(([name, settings]) => relayMember(name, settings)),
    isLight: true,
    async awaitReady(name, signal) {
      const settings = relays.get(name);
      if (settings === undefined) return;
      await retryUntil((attempt) => requireListening(settings, attempt), {
        what: `clients cannot be let in by ${name}`,
        signal,
        ...retryTimes,
      });
    },
    // What they do changes while they run.
    restart: null,
  };
}

/** Who comes another way gets routes with addresses that way. */
export function proveOtherWays(cluster: RocketmqCluster): readonly ActionStep[] {
  const ways = otherWaysOf(cluster.instance, cluster.ipv6Ports);
  if (ways.length === 0) return [];
  return [
    {
      kind: 'action',
      name: 'proveOtherWays',
      async run(signal) {
        for (const { member, address, port } of ways.filter(({ listener }) => listener === 'nameserver')) {
          const target = { ...nameServerTarget(cluster, member), address, port };
          await retryUntil(
            (attempt) =>
              withLink(target, attempt, async (link) => {
                const route = await readRoute(link, proofTopic, attempt);
                const own = new Set(cluster.addresses.values());
                const told = [...route.values()].flatMap((replicas) => [...replicas.values()]);
                if (told.length === 0 || told.some((one) => own.has(one))) {
                  throw new Error(`It sends clients to ${told.join(', ') || 'nobody'}.`);
                }
              }),
            { what: `${member} is not reached by ${address}`, signal, ...retryTimes },
          );
        }
      },
    },
  ];
}

function otherWaysOf(
  instance: RocketmqInstance,
  ipv6Ports: ReadonlyMap<string, number> | undefined,
): readonly OtherWayIn[] {
  return [...publicWaysIn(instance), ...ipv6WaysIn(instance, ipv6Ports)];
}

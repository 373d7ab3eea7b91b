import type { KafkaSpec } from '../../domain/instance/instance.ts';
import { blocksAdmittedToPublic } from '../../domain/limits/admitted-networks.ts';
import type { KafkaLimits } from '../../domain/limits/instance-limits.ts';
import type { RelaySettings } from '../../relay/relay-settings.ts';
import type { MembersStep } from '../engine.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { relayMember, relayStatusPort, requireListening } from '../relay-member.ts';
import { publicListeners } from './client-listeners.ts';
import { addressOf, brokersOf, publicAddressOf, relayName } from './cluster-layout.ts';
import { retryTimes, retryUntil } from '../retry-until.ts';

/** Mbit/s count as the network does: a million bits. */
const bytesPerMegabit = 1_000_000 / 8;
const anywhere = ['0.0.0.0/0', '::/0'];

/**
 * What the relay of an instance with public access does: it carries clients from each public address to the broker that has
 * it. It lets in whom the rules admit, because brokers cannot see the address of a client on another machine; clients on this one
 * they see as they are. Each broker's own address may connect, for the proof that all of it works.
 */
export function relaySettings(
  spec: KafkaSpec,
  addresses: ReadonlyMap<string, string>,
  limits: KafkaLimits | undefined,
): RelaySettings {
  return {
    version: 1,
    bytesPerSecond: (spec.publicAccess?.bandwidthMbitps ?? 1) * bytesPerMegabit,
    address: addressOf(addresses, relayName),
    statusPort: relayStatusPort,
    listeners: brokersOf(spec).flatMap((broker) => {
      const address = publicAddressOf(spec, broker);
      if (address === null) return [];
      const target = addressOf(addresses, broker.name);
      return publicListeners(spec).map(({ port }) => ({
        address,
        port,
        target: { address: target, port },
        admitted: [
          `${target}/32`,
          ...(limits === undefined ? anywhere : blocksAdmittedToPublic(port, limits)),
        ],
      }));
    }),
  };
}

/** The relay comes before the brokers: where it died it is back at once, whatever they wait for. */
export function startRelay({ instance, addresses, limits }: KafkaCluster): MembersStep {
  const settings = relaySettings(instance.spec, addresses, limits);
  return {
    kind: 'members',
    name: 'startRelay',
    members: [relayMember(relayName, settings)],
    isLight: true,
    awaitReady: (_name, signal) =>
      retryUntil((attempt) => requireListening(settings, attempt), {
        what: 'clients cannot be let in from public addresses',
        signal,
        ...retryTimes,
      }),
    // What it does changes while it runs.
    restart: null,
  };
}

import type { ActionStep } from '../engine.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { hasLogin } from '../../domain/instance/ways-in.ts';
import { type ClientListener, clientListeners, isTls, publicListeners } from './client-listeners.ts';
import { addressOf, brokersOf, publicAddressOf } from './cluster-layout.ts';
import { secretNames, secretOf } from './cluster-secrets.ts';
import { ipv6Targets, type WayIn } from './ipv6-targets.ts';
import { readClusterView, type ClusterView, type ProbeTarget } from './probe.ts';
import { retryTimes, retryUntil } from '../retry-until.ts';

/**
 * Every broker answers on the clients' listeners, from within and from its public address, by every mechanism that users have, and
 * knows all the others.
 */
export function proveReady(cluster: KafkaCluster): ActionStep {
  const { instance, addresses } = cluster;
  const brokers = brokersOf(instance.spec);
  return {
    kind: 'action',
    name: 'proveReady',
    async run(signal) {
      for (const broker of brokers) {
        // Its own address may connect, whoever else may.
        const localAddress = addressOf(addresses, broker.name);
        const publicAddress = publicAddressOf(instance.spec, broker);
        const fromWithin = waysIn(cluster, clientListeners(instance.spec));
        const fromOutside = waysIn(cluster, publicListeners(instance.spec));
        const targets: readonly ProbeTarget[] = [
          ...fromWithin.map((way) => ({ ...way, address: localAddress, localAddress })),
          ...ipv6Targets(cluster, broker.name, fromWithin),
          ...(publicAddress === null
            ? []
            : fromOutside.map((way) => ({ ...way, address: publicAddress, localAddress }))),
        ];
        for (const target of targets) {
          await retryUntil(
            async (attempt) => {
              const view = await readClusterView(target, attempt);
              requireBrokers(
                view,
                brokers.map(({ number }) => number),
              );
              requireHost(view, broker.number, target.address);
            },
            { what: `${broker.name} does not serve clients`, signal, ...retryTimes },
          );
        }
      }
    },
  };
}

/**
 * How clients connect at these listeners: with a login by one user for each mechanism, and without. None where the owner has
 * removed all users of the only listener, and nobody can log in.
 */
function waysIn(
  { instance: { spec }, users, secrets }: KafkaCluster,
  listeners: readonly ClientListener[],
): readonly WayIn[] {
  return listeners.flatMap(({ way, kind, port }): readonly WayIn[] => {
    const authorityPem = isTls({ way }) ? secretOf(secrets, secretNames.authorityCertificate) : null;
    if (!hasLogin(way)) return [{ port, kind, login: null, authorityPem }];
    return (spec.access.login?.mechanisms ?? []).flatMap((mechanism) => {
      const user = users.find(({ mechanisms }) => mechanisms.includes(mechanism));
      if (user === undefined) return [];
      return [
        { port, kind, login: { mechanism, username: user.name, password: user.password }, authorityPem },
      ];
    });
  });
}

/** Clients are sent on to where they have come from. */
function requireHost({ brokers }: ClusterView, number: number, address: string): void {
  const host = brokers.get(number)?.host;
  if (host !== address) throw new Error(`Clients of ${address} are sent to ${host}.`);
}

/** @throws Error where the broker that was asked does not know all of these, or no controller */
export function requireBrokers(view: ClusterView, wanted: readonly number[]): void {
  const missing = wanted.filter((number) => !view.brokers.has(number));
  if (missing.length > 0) throw new Error(`The metadata lacks broker ${missing.join(', ')}.`);
  if (view.controllerId === null) throw new Error('The cluster has no controller yet.');
}

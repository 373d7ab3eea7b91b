import { BlockList, isIPv6 } from 'node:net';
import type { KafkaSpec } from '../../domain/instance/instance.ts';
import { blocksAdmittedWithin } from '../../domain/limits/admitted-networks.ts';
import type { KafkaLimits } from '../../domain/limits/instance-limits.ts';
import { clientListeners, type ListenerKind } from './client-listeners.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { ipv6Address, ipv6PortOf, ipv6PortsOf } from './cluster-layout.ts';
import type { ProbeTarget } from './probe.ts';

/** How to get in at a listener for clients. */
export interface WayIn extends Omit<ProbeTarget, 'address'> {
  readonly kind: ListenerKind;
}

/**
 * The same ways into a broker by IPv6. Those that the rules open to nobody are left out: nobody can prove them from `::1`,
 * which is the address of every client there.
 */
export function ipv6Targets(
  { instance: { spec }, ipv6Ports, limits }: KafkaCluster,
  brokerName: string,
  ways: readonly WayIn[],
): readonly ProbeTarget[] {
  const ports = ipv6PortsOf(brokerName, spec, ipv6Ports);
  if (ports === null) return [];
  return ways
    .filter(({ kind }) => limits === undefined || admitsLoopback(spec, kind, limits))
    .map((way) => ({ ...way, address: ipv6Address, port: ipv6PortOf(ports, way.kind) }));
}

/** Rules name the ports of the cloud, which listeners on `::1` stand for with ports of their own. */
function admitsLoopback(spec: KafkaSpec, kind: ListenerKind, limits: KafkaLimits): boolean {
  const blocks = new BlockList();
  const open = clientListeners(spec).filter((one) => one.kind === kind);
  for (const cidr of open.flatMap(({ listener, port }) => blocksAdmittedWithin(listener, port, limits))) {
    const [network = '', prefix] = cidr.split('/');
    if (isIPv6(network)) blocks.addSubnet(network, Number(prefix), 'ipv6');
  }
  return blocks.check(ipv6Address, 'ipv6');
}

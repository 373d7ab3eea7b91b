import { BlockList, isIPv6 } from 'node:net';
import { blocksAdmittedTo } from '../../domain/limits/admitted-networks.ts';
import type { KafkaLimits } from '../../domain/limits/instance-limits.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { ipv6Address, ipv6PortsOf } from './cluster-layout.ts';
import type { ProbeTarget } from './probe.ts';

export type WayIn = Omit<ProbeTarget, 'address'>;

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
    .filter(({ port }) => limits === undefined || admitsLoopback(port, limits))
    .map((way) => ({
      ...way,
      address: ipv6Address,
      port: way.login === null ? ports.plaintext : ports.sasl,
    }));
}

/** Rules name the ports of the cloud, which listeners on `::1` stand for with ports of their own. */
function admitsLoopback(port: number, { admitted }: KafkaLimits): boolean {
  const blocks = new BlockList();
  for (const cidr of blocksAdmittedTo(port, admitted)) {
    const [network = '', prefix] = cidr.split('/');
    if (isIPv6(network)) blocks.addSubnet(network, Number(prefix), 'ipv6');
  }
  return blocks.check(ipv6Address, 'ipv6');
}

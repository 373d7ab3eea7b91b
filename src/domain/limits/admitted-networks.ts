import { commonBlocks } from '../network/common-blocks.ts';
import type { SecurityGroupRule } from '../network/network.ts';
import type { WayIn } from '../instance/instance.ts';
import type { InstanceLimits, KafkaLimits } from './instance-limits.ts';

/** From where clients may connect, and to which ports; null means every port. */
export interface AdmittedNetwork {
  readonly cidr: string;
  readonly ports: { readonly min: number; readonly max: number } | null;
}

const everywhere = { 4: '0.0.0.0/0', 6: '::/0' } as const;

/**
 * Whom a security group's rules admit. A rule for the members of a group admits no client: its members are brokers, whose
 * own traffic no rule concerns.
 */
export function admittedNetworks(rules: readonly SecurityGroupRule[]): readonly AdmittedNetwork[] {
  return rules.flatMap((rule): readonly AdmittedNetwork[] => {
    const { direction, protocol, remoteGroupId, remoteCidr, ipVersion, portMin, portMax } = rule;
    if (direction !== 'ingress' || (protocol !== null && protocol !== 'tcp')) return [];
    if (remoteGroupId !== null) return [];
    const ports = portMin === null || portMax === null ? null : { min: portMin, max: portMax };
    return [{ cidr: remoteCidr ?? everywhere[ipVersion], ports }];
  });
}

/** The blocks from which clients may connect to a port of public addresses. */
export function blocksAdmittedToPublic(
  port: number,
  { admitted, admittedToPublic }: Pick<InstanceLimits, 'admitted' | 'admittedToPublic'>,
): readonly string[] {
  return admittedToPublic ?? blocksAdmittedTo(port, admitted);
}

/** The blocks from which clients may connect to a listener of brokers' own addresses, which has this port. */
export function blocksAdmittedWithin(
  listener: `client-${WayIn}`,
  port: number,
  { admitted, admittedAlone }: Pick<KafkaLimits, 'admitted' | 'admittedAlone'>,
): readonly string[] {
  const blocks = blocksAdmittedTo(port, admitted);
  const alone = admittedAlone[listener];
  return alone === undefined ? blocks : commonBlocks(blocks, alone);
}

/** The blocks from which clients may connect to a port. */
export function blocksAdmittedTo(port: number, networks: readonly AdmittedNetwork[]): readonly string[] {
  const open = networks.filter(({ ports }) => ports === null || (ports.min <= port && port <= ports.max));
  return [...new Set(open.map(({ cidr }) => cidr))].toSorted();
}

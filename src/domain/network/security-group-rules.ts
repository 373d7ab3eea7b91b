import { DomainError } from '../errors.ts';
import { checkDescription } from './catalog-text.ts';
import { formatIpv4Block, isIpv6Block, parseIpv4Block } from './cidr.ts';
import type { SecurityGroupRule } from './network.ts';

type RuleOrder = Omit<SecurityGroupRule, 'id'>;

/**
 * Checks what a rule says by itself, and writes its remote block with the block's first address.
 * @throws DomainError invalid-parameter
 */
export function checkRule(rule: RuleOrder): RuleOrder {
  checkDescription(rule.description);
  checkPorts(rule);
  if (rule.remoteCidr !== null && rule.remoteGroupId !== null) {
    throw invalid('A rule names a remote CIDR or a remote group, not both.', 'remoteCidr');
  }
  return { ...rule, remoteCidr: rule.remoteCidr === null ? null : remoteBlock(rule.remoteCidr, rule) };
}

/** Whether two rules permit the same; their ids and descriptions do not count. */
export function sameRule(one: RuleOrder, other: RuleOrder): boolean {
  return (
    one.direction === other.direction &&
    one.ipVersion === other.ipVersion &&
    one.protocol === other.protocol &&
    one.portMin === other.portMin &&
    one.portMax === other.portMax &&
    one.remoteCidr === other.remoteCidr &&
    one.remoteGroupId === other.remoteGroupId
  );
}

function checkPorts({ protocol, portMin, portMax }: RuleOrder): void {
  if (protocol === null) {
    if (portMin === null && portMax === null) return;
    throw invalid('A rule for any protocol has no ports; name tcp, udp or icmp.', 'portMin');
  }
  if (protocol === 'icmp') {
    // Type and code; a code without a type says nothing.
    if (isByte(portMin) && isByte(portMax) && !(portMin === null && portMax !== null)) return;
    throw invalid('An ICMP rule has a type and a code of 0 to 255, a type alone, or neither.', 'portMin');
  }
  if (portMin === null && portMax === null) return;
  if (portMin !== null && portMax !== null && 1 <= portMin && portMin <= portMax && portMax <= 65_535) return;
  throw invalid(
    `The ports ${portMin} to ${portMax} are invalid; allowed: both from 1 to 65535, the first not above the last, or neither.`,
    'portMin',
  );
}

function isByte(value: number | null): boolean {
  return value === null || (value >= 0 && value <= 255);
}

function remoteBlock(text: string, { ipVersion }: RuleOrder): string {
  // An address alone means itself.
  if (ipVersion === 4) {
    const block = parseIpv4Block(text.includes('/') ? text : `${text}/32`);
    if (block !== null) return formatIpv4Block(block);
  } else {
    const block = text.includes('/') ? text : `${text}/128`;
    if (isIpv6Block(block)) return block;
  }
  throw invalid(
    `The remote CIDR ${JSON.stringify(text.slice(0, 60))} is invalid; allowed: an IPv${ipVersion} address or block.`,
    'remoteCidr',
  );
}

function invalid(message: string, field: string): DomainError {
  return new DomainError('invalid-parameter', message, field);
}

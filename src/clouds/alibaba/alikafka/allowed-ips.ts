import { isIPv4 } from 'node:net';
import type { InstanceChanges } from '../../../domain/instance/instance-changes.ts';
import type { AlibabaOffering, AllowedIp, KafkaInstance } from '../../../domain/instance/instance.ts';
import { waysWithin } from '../../../domain/instance/ways-in.ts';
import { badValue } from '../errors.ts';
import { alibabaOffering } from './alibaba-offering.ts';
import { type CloudListener, cloudListeners } from './listeners.ts';

export interface AllowedIpChange {
  /** `9092/9092`. */
  readonly PortRange: string;
  /** `vpc` or `internet`. */
  readonly AllowedListType: string;
  /** `add` or `delete`. */
  readonly UpdateType: string;
  /** Addresses and blocks between commas. */
  readonly AllowedListIp: string;
  readonly Description?: string;
}

/** Instances begin with this one entry in each list. */
const everyone: AllowedIp = { cidr: '0.0.0.0/0', description: '' };
const entriesAtMost = 100;
const descriptionAtMost = 64;

/** From where clients may come to a port. */
export function allowedIpsAt(
  { allowedIps }: Pick<AlibabaOffering, 'allowedIps'>,
  port: number,
): readonly AllowedIp[] {
  return allowedIps?.[port] ?? [everyone];
}

/** The listeners that the instance has by its configuration. */
export function listenersOf({ spec }: Pick<KafkaInstance, 'spec'>): readonly CloudListener[] {
  const within = new Set<string>(waysWithin(spec.access).map((way) => `client-${way}`));
  return cloudListeners.filter(({ listener, reach }) =>
    reach === 'internet' ? spec.publicAccess !== null : within.has(listener),
  );
}

/**
 * What UpdateAllowedIp makes of an instance: brokers and the relay hold clients to it at once, also those who are connected.
 * @throws AlibabaError BIZ_FIELD_CHECK_INVALID
 */
export function allowedIpChange(instance: KafkaInstance, asked: AllowedIpChange): InstanceChanges {
  const one = listenerOf(instance, asked);
  const before = allowedIpsAt(alibabaOffering(instance), one.port);
  const after = entriesAfter(before, asked);
  const cidrs = after.map(({ cidr }) => cidr);
  return {
    ...(one.listener === 'public-sasl-tls'
      ? { publicAccess: { admittedCidrs: cidrs } }
      : { admitted: { [one.listener]: cidrs } }),
    offering: (offering) => {
      const ordered = alibabaOffering({ offering });
      return { ...ordered, allowedIps: { ...ordered.allowedIps, [one.port]: after } };
    },
  };
}

function listenerOf(
  instance: KafkaInstance,
  { PortRange: range, AllowedListType: type }: AllowedIpChange,
): CloudListener {
  if (type !== 'vpc' && type !== 'internet') throw badValue('AllowedListType', type, 'vpc or internet');
  const possible = listenersOf(instance).filter(({ reach }) => reach === type);
  const found = possible.find(({ port }) => range === `${port}/${port}`);
  if (found !== undefined) return found;
  const ranges = possible.map(({ port }) => `${port}/${port}`).join(', ');
  throw badValue(
    'PortRange',
    range,
    ranges === '' ? `none: the instance has no listener of the type ${type}` : ranges,
  );
}

function entriesAfter(before: readonly AllowedIp[], asked: AllowedIpChange): readonly AllowedIp[] {
  const { UpdateType: type, Description: description = '' } = asked;
  if (type !== 'add' && type !== 'delete') throw badValue('UpdateType', type, 'add or delete');
  if (description.length > descriptionAtMost) {
    throw badValue('Description', description, `at most ${descriptionAtMost} characters`);
  }
  const blocks = asked.AllowedListIp.split(',').map((text) => blockOf(text.trim()));
  const others = before.filter(({ cidr }) => !blocks.includes(cidr));
  if (type === 'add') {
    const after = [...others, ...blocks.map((cidr) => ({ cidr, description }))];
    if (after.length <= entriesAtMost) return after;
    throw badValue('AllowedListIp', asked.AllowedListIp, `at most ${entriesAtMost} entries in all`);
  }
  const missing = blocks.find((block) => !before.some(({ cidr }) => cidr === block));
  if (missing === undefined) return others;
  throw badValue(
    'AllowedListIp',
    missing,
    `an entry of the list: ${before.map(({ cidr }) => cidr).join(', ')}`,
  );
}

/** An address stands for the block that has it alone. */
function blockOf(text: string): string {
  const [, address = '', mask] = /^(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2}))?$/.exec(text) ?? [];
  if (isIPv4(address) && Number(mask ?? 32) <= 32) return `${address}/${Number(mask ?? 32)}`;
  throw badValue('AllowedListIp', text, 'IPv4 addresses and blocks such as 10.0.0.0/8, between commas');
}

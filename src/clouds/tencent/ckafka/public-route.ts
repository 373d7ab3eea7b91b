import { isIPv4 } from 'node:net';
import type { Caller } from '../../../domain/identity/caller.ts';
import type { PublicAccessOrder } from '../../../domain/instance/instance-order.ts';
import type { KafkaInstance, TencentRoute, WayIn } from '../../../domain/instance/instance.ts';
import { holdPublicAddresses } from '../../../domain/network/hold-public-addresses.ts';
import { badValue } from '../errors.ts';
import type { Services } from '../operation.ts';
import { freePublicMbitps, publicMbitpsAtMost } from './create-order.ts';
import { requireRoute } from './routes.ts';

/** An entry of a public route's allow-list. */
export interface AllowedBlock {
  readonly CidrBlock?: string;
  readonly PolicyDescription?: string;
}

/** Mbit/s of a public route. @throws TencentError InvalidParameterValue */
export function checkPublicMbitps(mbitps: number): number {
  if (mbitps >= freePublicMbitps && mbitps <= publicMbitpsAtMost && mbitps % 3 === 0) return mbitps;
  throw badValue(
    'PublicNetwork',
    mbitps,
    `${freePublicMbitps} to ${publicMbitpsAtMost} Mbit/s in multiples of 3`,
  );
}

/** An allow-list, single addresses with their mask. @throws TencentError InvalidParameterValue */
export function allowList(list: readonly AllowedBlock[]): NonNullable<TencentRoute['allowList']> {
  return list.map(({ CidrBlock: block = '', PolicyDescription: description = '' }) => {
    const [, address = '', mask = '32'] = /^(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2}))?$/.exec(block) ?? [];
    if (isIPv4(address) && Number(mask) <= 32) return { cidr: `${address}/${Number(mask)}`, description };
    throw badValue('IpWhitelist.CidrBlock', block, 'an IPv4 address, or a block such as 10.0.0.0/8');
  });
}

/** What the list lets in; null for everybody whom the security group admits. */
export function admittedCidrs(list: NonNullable<TencentRoute['allowList']>): readonly string[] | null {
  return list.length === 0 ? null : [...new Set(list.map(({ cidr }) => cidr))];
}

/** @throws TencentError ResourceNotFound, InvalidParameterValue for a route that is not public */
export function requirePublicRoute(instance: KafkaInstance, id: number): TencentRoute {
  const route = requireRoute(instance, id);
  if (route.isPublic === true) return route;
  throw badValue('RouteId', id, 'the id of a public route');
}

/**
 * Public access by way of addresses that the project holds and nobody uses, or takes from the pool. The cloud gives a route its
 * addresses; an owner has no call for them. Those of a deleted route stay the project's, for the next one.
 * @throws DomainError address-pool-empty
 */
export async function publicAccessOrder(
  { publicAddresses }: Pick<Services, 'publicAddresses'>,
  caller: Caller,
  { spec }: KafkaInstance,
  mbitps: number,
  way: WayIn,
  list: NonNullable<TencentRoute['allowList']>,
): Promise<PublicAccessOrder> {
  const ids = await holdPublicAddresses(publicAddresses, caller, {
    count: spec.brokerCount,
    bandwidthName: 'ckafka-route',
    bandwidthMbitps: mbitps,
  });
  return {
    bandwidthMbitps: mbitps,
    publicAddressIds: ids,
    ways: [way],
    admittedCidrs: admittedCidrs(list),
  };
}

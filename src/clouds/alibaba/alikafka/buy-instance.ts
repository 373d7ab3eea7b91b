import type { Caller } from '../../../domain/identity/caller.ts';
import type { Reservation } from '../../../domain/instance/reservation.ts';
import { monthsLater } from '../../months-later.ts';
import { badValue, unsupported } from '../errors.ts';
import type { Services } from '../operation.ts';
import { newInstanceId } from './instance-id.ts';
import { checkEipMax, resolveSize, type SizeParameters } from './specifications.ts';
import { type AlibabaTag, resolveTags } from './tags.ts';

/** What the four calls take that order an instance. */
export interface OrderParameters extends SizeParameters {
  readonly DeployType?: number;
  readonly DiskType?: string;
  /** Months. */
  readonly Duration?: number;
  readonly EipMax?: number;
  readonly PaidType?: number;
  readonly ResourceGroupId?: string;
  readonly SpecType?: string;
  readonly Tag?: readonly AlibabaTag[];
}

const monthsAtMost = 60;

/**
 * Orders an instance: it has an id from now on, and is deployed by StartInstance.
 * @throws AlibabaError; DomainError instance-quota-exceeded
 */
export async function buyInstance(
  kind: 'post' | 'pre',
  caller: Caller,
  regionId: string,
  asked: OrderParameters,
  { reservations, randomInteger, nowMs }: Pick<Services, 'reservations' | 'randomInteger' | 'nowMs'>,
): Promise<Reservation> {
  checkPayment(kind, asked.PaidType);
  const size = resolveSize(asked);
  const offering = {
    cloud: 'alibaba',
    regionId,
    orderId: newOrderId(randomInteger),
    paidType: kind === 'pre' ? 0 : 1,
    expiresAtMs: kind === 'pre' ? monthsLater(nowMs(), checkDuration(asked.Duration ?? 1)) : null,
    ...resolveReach(asked, size.ioMax),
    specType: checkSpecType(asked.SpecType ?? 'normal'),
    diskType: checkDiskType(asked.DiskType ?? '0'),
    ...size,
    resourceGroupId: asked.ResourceGroupId ?? '',
    zoneId: '',
    backupZoneId: '',
    released: false,
  } as const;
  const tags = resolveTags(asked.Tag);
  const id = newInstanceId(kind, randomInteger);
  return reservations.reserve(caller, { id, cloud: 'alibaba', name: id, offering, tags });
}

/** 15 digits: also as a number, which two of the calls answer, every JSON parser keeps them. */
export function newOrderId(randomInteger: (below: number) => number): string {
  const digits = Array.from({ length: 14 }, () => randomInteger(10)).join('');
  return `2${digits}`;
}

function checkPayment(kind: 'post' | 'pre', paidType: number | undefined): void {
  const [own, confluentOrServerless] = kind === 'post' ? [1, 3] : [0, 4];
  if (paidType === undefined || paidType === own) return;
  if (paidType === confluentOrServerless) {
    throw unsupported(`PaidType ${paidType} (${kind === 'post' ? 'serverless' : 'Confluent'})`);
  }
  throw badValue('PaidType', paidType, String(own));
}

/** Months. @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function checkDuration(months: number): number {
  if (months >= 1 && months <= monthsAtMost) return months;
  throw badValue('Duration', months, `1 to ${monthsAtMost} months`);
}

/** 4 is reached from the internet too, 5 from the VPC only; the cloud sells 0 to 3 no more. */
function resolveReach({ DeployType: deployType = 5, EipMax: eipMax }: OrderParameters, ioMax: number) {
  if (deployType === 4) return { deployType, eipMax: checkEipMax(eipMax, ioMax) };
  if (deployType !== 5) throw badValue('DeployType', deployType, '4 or 5');
  if (eipMax !== undefined && eipMax !== 0) throw badValue('EipMax', eipMax, 'absent with DeployType 5');
  return { deployType, eipMax: 0 };
}

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID, ONS_SERVICE_UNSUPPORTED */
export function checkSpecType(specType: string): string {
  if (specType === 'normal' || specType === 'professional') return specType;
  if (specType === 'professionalForHighRead') throw unsupported('SpecType professionalForHighRead');
  throw badValue('SpecType', specType, 'normal, professional or professionalForHighRead');
}

function checkDiskType(diskType: string): number {
  if (diskType === '0' || diskType === '1') return Number(diskType);
  throw badValue('DiskType', diskType, '0 (ultra disk) or 1 (SSD)');
}

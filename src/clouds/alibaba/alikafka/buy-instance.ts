import type { Caller } from '../../../domain/identity/caller.ts';
import type { Reservation } from '../../../domain/instance/reservation.ts';
import { monthsLater } from '../../months-later.ts';
import { badValue, unsupported } from '../errors.ts';
import type { Services } from '../operation.ts';
import { newInstanceId } from './instance-id.ts';
import {
  checkServerlessSpec,
  isServerless,
  resolveServerless,
  type ServerlessConfig,
  serverlessPaidType,
} from './serverless.ts';
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
  readonly ServerlessConfig?: ServerlessConfig;
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
  const paidType = checkPayment(kind, asked.PaidType);
  const serverless = isServerless({ paidType });
  if (!serverless && asked.ServerlessConfig !== undefined) {
    throw badValue('ServerlessConfig', undefined, 'absent unless PaidType is 3');
  }
  const size = serverless ? resolveServerless(asked) : resolveSize(asked);
  const offering = {
    cloud: 'alibaba',
    regionId,
    orderId: newOrderId(randomInteger),
    paidType,
    expiresAtMs: kind === 'pre' ? monthsLater(nowMs(), checkDuration(asked.Duration ?? 1)) : null,
    ...resolveReach(asked, size.ioMax),
    specType: (serverless ? checkServerlessSpec : checkSpecType)(asked.SpecType ?? 'normal'),
    diskType: checkDiskType(asked.DiskType ?? '0'),
    ...size,
    resourceGroupId: asked.ResourceGroupId ?? '',
    zoneId: '',
    backupZoneId: '',
    released: false,
  } as const;
  const tags = resolveTags(asked.Tag);
  const id = newInstanceId(serverless ? 'serverless' : kind, randomInteger);
  return reservations.reserve(caller, { id, cloud: 'alibaba', name: id, offering, tags });
}

/** 15 digits: also as a number, which two of the calls answer, every JSON parser keeps them. */
export function newOrderId(randomInteger: (below: number) => number): string {
  const digits = Array.from({ length: 14 }, () => randomInteger(10)).join('');
  return `2${digits}`;
}

function checkPayment(kind: 'post' | 'pre', paidType: number | undefined): number {
  const own = kind === 'post' ? 1 : 0;
  if (paidType === undefined || paidType === own) return own;
  if (kind === 'post' && paidType === serverlessPaidType) return paidType;
  if (kind === 'pre' && paidType === 4) throw unsupported('PaidType 4 (Confluent)');
  throw badValue('PaidType', paidType, kind === 'post' ? '1 or 3 (serverless)' : '0');
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
  if (specType === 'normal' || specType === 'professional' || specType === 'professionalForHighRead') {
    return specType;
  }
  throw badValue('SpecType', specType, 'normal, professional or professionalForHighRead');
}

function checkDiskType(diskType: string): number {
  if (diskType === '0' || diskType === '1') return Number(diskType);
  throw badValue('DiskType', diskType, '0 (ultra disk) or 1 (SSD)');
}

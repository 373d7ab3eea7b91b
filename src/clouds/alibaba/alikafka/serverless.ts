import type { AlibabaOffering } from '../../../domain/instance/instance.ts';
import { AlibabaError, badValue } from '../errors.ts';
import type { BoughtInstance } from './bought-instances.ts';
import type { Size, SizeParameters } from './specifications.ts';

/** What is reserved for a serverless instance, in MB/s. */
export interface ServerlessConfig {
  readonly ReservedPublishCapacity?: unknown;
  readonly ReservedSubscribeCapacity?: unknown;
}

const least = { ReservedPublishCapacity: 60, ReservedSubscribeCapacity: 20 } as const;
const most = 2000;
/**
 * The cloud takes money for what is stored, and for each topic, and limits neither; an instance here has a disk and brokers of some size.
 */
const room = { diskGib: 6100, topicLimit: 2000, partitionLimit: 4000 } as const;

export const serverlessPaidType = 3;
/** The only version of the cloud's serverless instances. */
export const serverlessVersion = '3.3.1';

export function isServerless({ paidType }: Pick<AlibabaOffering, 'paidType'>): boolean {
  return paidType === serverlessPaidType;
}

/** Its size is what is reserved, and nothing else. @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
function refuseOtherSize(asked: SizeParameters): void {
  for (const name of ['IoMax', 'IoMaxSpec', 'DiskSize', 'TopicQuota', 'PartitionNum'] as const) {
    if (asked[name] !== undefined) throw badValue(name, asked[name], 'absent for a serverless instance');
  }
}

/** @param before what holds of what is left out @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function resolveServerless(
  { ServerlessConfig: asked, ...others }: SizeParameters & { readonly ServerlessConfig?: ServerlessConfig },
  before?: Pick<AlibabaOffering, 'ioMax' | 'ioMaxRead'>,
): Size {
  refuseOtherSize(others);
  const ioMax = capacityOf('ReservedPublishCapacity', asked, before?.ioMax);
  const ioMaxRead = capacityOf('ReservedSubscribeCapacity', asked, before?.ioMaxRead ?? before?.ioMax);
  return { ioMax, ioMaxRead, ioMaxSpec: '', ...room };
}

function capacityOf(
  name: keyof typeof least,
  asked: ServerlessConfig | undefined,
  before: number | undefined,
): number {
  const given = asked?.[name] ?? before;
  const value = typeof given === 'string' ? Number(given) : given;
  return checkCapacity(`ServerlessConfig.${name}`, value, least[name]);
}

/** MB/s. @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function checkCapacity(name: string, value: unknown, from: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= most) return value;
  throw badValue(name, value, `${from} to ${most} MB/s`);
}

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function checkServerlessSpec(specType: string): string {
  if (specType === 'basic' || specType === 'normal' || specType === 'professional') return specType;
  throw badValue('SpecType', specType, 'basic, normal or professional for a serverless instance');
}

/** @throws AlibabaError ONS_SERVICE_UNSUPPORTED */
export function requireServerless({ id, offering }: BoughtInstance): void {
  if (isServerless(offering)) return;
  throw new AlibabaError(
    'ONS_SERVICE_UNSUPPORTED',
    `Instance ${id} is not serverless: only serverless instances have scaling rules.`,
  );
}

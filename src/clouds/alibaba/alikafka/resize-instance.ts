import type { Caller } from '../../../domain/identity/caller.ts';
import type { AlibabaOffering } from '../../../domain/instance/instance.ts';
import { AlibabaError, badValue, unsupported } from '../errors.ts';
import type { Services } from '../operation.ts';
import { changeBought, requireBought } from './bought-instances.ts';
import { checkSpecType } from './buy-instance.ts';
import { resolveSize, type Size, type SizeParameters } from './specifications.ts';

/** What the four calls take that change an order. */
export interface ResizeParameters extends SizeParameters {
  readonly InstanceId: string;
  readonly SpecType?: string;
  readonly EipMax?: number;
  readonly EipModel?: boolean;
  readonly PaidType?: number;
  readonly ServerlessConfig?: object;
  readonly ConfluentConfig?: object;
}

/**
 * Gives an instance another size, which its brokers hold clients to at once. What is left out stays.
 * @throws AlibabaError; DomainError instance-not-found, instance-busy
 */
export async function resizeInstance(
  kind: 'post' | 'pre',
  direction: 'up' | 'down',
  caller: Caller,
  asked: ResizeParameters,
  services: Services,
): Promise<AlibabaOffering> {
  refuseUnsupported(asked);
  const bought = await requireBought(services, caller, asked.InstanceId);
  const { offering } = bought;
  const paidType = kind === 'pre' ? 0 : 1;
  if (offering.paidType !== paidType) {
    throw new AlibabaError(
      'BIZ_INSTANCE_STATUS_ERROR',
      `Instance ${bought.id} is paid ${offering.paidType === 0 ? 'in advance' : 'by the hour'}; this call is for others.`,
    );
  }
  const size = sizeAfter(offering, asked);
  checkDirection(offering, size, direction);
  const specType = asked.SpecType === undefined ? offering.specType : checkSpecType(asked.SpecType);
  const changes = { ...size, specType };
  await changeBought(services, caller, bought, {
    offering: changes,
    size: {
      bandwidthMibps: size.ioMax,
      storageGib: size.diskGib,
      topicLimit: size.topicLimit,
      partitionLimit: size.partitionLimit,
    },
  });
  return { ...offering, ...changes };
}

function sizeAfter(offering: AlibabaOffering, asked: SizeParameters): Size {
  const { ioMax, ioMaxSpec, diskGib, topicLimit, partitionLimit } = offering;
  const traffic =
    asked.IoMaxSpec !== undefined || asked.IoMax !== undefined
      ? {}
      : ioMaxSpec === ''
        ? { IoMax: ioMax }
        : { IoMaxSpec: ioMaxSpec };
  const isCounted = asked.TopicQuota !== undefined || asked.PartitionNum !== undefined;
  // Limits that stay are no matter of the new traffic.
  const size = resolveSize({ DiskSize: diskGib, ...traffic, ...asked });
  return isCounted ? size : { ...size, topicLimit, partitionLimit };
}

function checkDirection(before: AlibabaOffering, after: Size, direction: 'up' | 'down'): void {
  const rows = [
    ['DiskSize', before.diskGib, after.diskGib],
    ['IoMax', before.ioMax, after.ioMax],
    ['TopicQuota', before.topicLimit, after.topicLimit],
  ] as const;
  for (const [name, was, is] of rows) {
    if (direction === 'up' && is < was) throw badValue(name, is, `${was} or more, as it is`);
    if (direction === 'down' && is > was) throw badValue(name, is, `${was} or less, as it is`);
  }
  if (after.diskGib < before.diskGib)
    throw badValue('DiskSize', after.diskGib, `${before.diskGib}: disks only grow`);
}

function refuseUnsupported(asked: ResizeParameters): void {
  if ((asked.EipMax ?? 0) !== 0 || asked.EipModel === true) throw unsupported('EipMax (public access)');
  if (asked.ServerlessConfig !== undefined) throw unsupported('ServerlessConfig');
  if (asked.ConfluentConfig !== undefined) throw unsupported('ConfluentConfig');
}

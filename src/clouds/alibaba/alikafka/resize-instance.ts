import type { Caller } from '../../../domain/identity/caller.ts';
import type { AlibabaOffering, KafkaInstance, Offering } from '../../../domain/instance/instance.ts';
import { holdPublicAddresses } from '../../../domain/network/hold-public-addresses.ts';
import { AlibabaError, badValue, unsupported } from '../errors.ts';
import type { Services } from '../operation.ts';
import { alibabaOffering } from './alibaba-offering.ts';
import { allowedIpsAt } from './allowed-ips.ts';
import { changeBought, requireBought } from './bought-instances.ts';
import { checkSpecType } from './buy-instance.ts';
import { publicWays, saslMechanisms } from './listeners.ts';
import { checkServerlessSpec, isServerless, resolveServerless, type ServerlessConfig } from './serverless.ts';
import { checkEipMax, resolveSize, type Size, type SizeParameters } from './specifications.ts';

/** What the four calls take that change an order. */
export interface ResizeParameters extends SizeParameters {
  readonly InstanceId: string;
  readonly SpecType?: string;
  readonly EipMax?: number;
  readonly EipModel?: boolean;
  readonly PaidType?: number;
  readonly ServerlessConfig?: ServerlessConfig;
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
  const serverless = isServerless(offering);
  if ((kind === 'pre') !== (offering.paidType === 0)) {
    throw new AlibabaError(
      'BIZ_INSTANCE_STATUS_ERROR',
      `Instance ${bought.id} is paid ${offering.paidType === 0 ? 'in advance' : 'by the hour'}; this call is for others.`,
    );
  }
  const size = serverless ? resolveServerless(asked, offering) : sizeAfter(offering, asked);
  if (!serverless && asked.ServerlessConfig !== undefined) {
    throw badValue('ServerlessConfig', undefined, 'absent: the instance is not serverless');
  }
  const reach = reachAfter(offering, asked, size.ioMax);
  checkDirection(offering, { ...size, eipMax: reach.eipMax }, direction);
  const specType =
    asked.SpecType === undefined
      ? offering.specType
      : (serverless ? checkServerlessSpec : checkSpecType)(asked.SpecType);
  const changes = { ioMaxRead: size.ioMax, ...size, ...reach, specType };
  if (bought.instance !== null && reach.deployType !== offering.deployType) {
    await changeReach(bought.instance, reach, caller, services);
  }
  await changeBought(services, caller, bought, {
    offering: changes,
    size: {
      bandwidthMibps: size.ioMax,
      fetchBandwidthMibps: size.ioMaxRead ?? size.ioMax,
      storageGib: size.diskGib,
      topicLimit: size.topicLimit,
      partitionLimit: size.partitionLimit,
    },
    ...(reach.eipMax === 0 ? {} : { publicMbitps: reach.eipMax }),
  });
  return { ...offering, ...changes };
}

type Reach = Pick<AlibabaOffering, 'deployType' | 'eipMax'>;

/** EipModel says whether the internet reaches the instance, where it is given. */
function reachAfter(
  before: Reach,
  { EipModel: model, EipMax: eipMax }: ResizeParameters,
  ioMax: number,
): Reach {
  const isPublicAfter = model ?? before.deployType === 4;
  if (isPublicAfter) {
    return { deployType: 4, eipMax: checkEipMax(eipMax ?? (before.eipMax || undefined), ioMax) };
  }
  if ((eipMax ?? 0) !== 0)
    throw badValue(
      'EipMax',
      eipMax,
      'absent where the internet does not reach the instance, unless EipModel is true',
    );
  return { deployType: 5, eipMax: 0 };
}

/**
 * Switches the listener on or off that the internet reaches; brokers are restarted for it, one at a time. What is shown and paid
 * for changes with it.
 */
async function changeReach(
  instance: KafkaInstance,
  reach: Reach,
  caller: Caller,
  { instances, publicAddresses }: Services,
): Promise<void> {
  const { id, spec } = instance;
  const { eipMax } = reach;
  const offering = (before: Offering) => (before.cloud === 'alibaba' ? { ...before, ...reach } : before);
  if (eipMax === 0) {
    await instances.change(caller, id, { kind: 'public-access', access: null, offering });
    return;
  }
  const publicAddressIds = await holdPublicAddresses(publicAddresses, caller, {
    count: spec.brokerCount,
    bandwidthName: id,
    bandwidthMbitps: eipMax,
  });
  await instances.change(caller, id, {
    kind: 'public-access',
    access: {
      bandwidthMbitps: eipMax,
      publicAddressIds,
      ways: publicWays,
      admittedCidrs: allowedIpsAt(alibabaOffering(instance), 9093).map(({ cidr }) => cidr),
    },
    mechanisms: saslMechanisms,
    offering,
  });
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

function checkDirection(
  before: AlibabaOffering,
  after: Size & Pick<AlibabaOffering, 'eipMax'>,
  direction: 'up' | 'down',
): void {
  const rows = [
    ['DiskSize', before.diskGib, after.diskGib],
    ['IoMax', before.ioMax, after.ioMax],
    ['IoMaxRead', before.ioMaxRead ?? before.ioMax, after.ioMaxRead ?? after.ioMax],
    ['TopicQuota', before.topicLimit, after.topicLimit],
    ...(before.eipMax === 0 || after.eipMax === 0 ? [] : [['EipMax', before.eipMax, after.eipMax] as const]),
  ] as const;
  for (const [name, was, is] of rows) {
    if (direction === 'up' && is < was) throw badValue(name, is, `${was} or more, as it is`);
    if (direction === 'down' && is > was) throw badValue(name, is, `${was} or less, as it is`);
  }
  if (after.diskGib < before.diskGib)
    throw badValue('DiskSize', after.diskGib, `${before.diskGib}: disks only grow`);
}

function refuseUnsupported(asked: ResizeParameters): void {
  if (asked.ConfluentConfig !== undefined) throw unsupported('ConfluentConfig');
}

import type { Caller } from '../../../domain/identity/caller.ts';
import type { Page } from '../../../domain/instance/instance-repository.ts';
import { changed, type InstanceChanges } from '../../../domain/instance/instance-changes.ts';
import type { KafkaOrder } from '../../../domain/instance/instance-order.ts';
import type { KafkaInstance, KafkaSpec, TencentOffering } from '../../../domain/instance/instance.ts';
import { monthlyPrice, type PricedAmounts } from '../../../domain/price/price-table.ts';
import { TencentError } from '../errors.ts';
import type { Services } from '../operation.ts';
import { freePublicMbitps } from './create-order.ts';
import { tencentOffering } from './tencent-offering.ts';

interface Priced {
  readonly spec: Pick<KafkaSpec, 'storageGib' | 'partitionLimit'>;
  readonly offering: Pick<TencentOffering, 'bandwidth' | 'topicLimit' | 'publicMbitps'>;
}

const readAtOnce: Pick<Page, 'limit'> = { limit: 200 };

/** What an instance costs money for. */
export function pricedAmounts({ spec, offering }: Priced): PricedAmounts {
  return {
    instance: 1,
    bandwidthMibps: offering.bandwidth,
    storageGib: spec.storageGib,
    partition: spec.partitionLimit,
    topic: offering.topicLimit,
    publicMbitps: Math.max(0, offering.publicMbitps - freePublicMbitps),
  };
}

/** An order as something that costs money. */
export function ordered({ spec, offering }: KafkaOrder): Priced {
  return { spec, offering: tencentOffering({ offering }) };
}

/** An instance as it will be after a change. */
export function changedBy(instance: KafkaInstance, changes: InstanceChanges): Priced {
  const after = changed(instance, changes);
  return { spec: after.spec, offering: tencentOffering(after) };
}

/**
 * Refuses what would cost more than the operator lets a project spend. Two orders at the same moment may pass together: this
 * is a bill, which a limit on instances does not hang on.
 * @param more what is ordered, or what an instance will be
 * @param instead the instance that is changed
 * @throws TencentError UnsupportedOperation.OssReject
 */
export async function requireWithinSpending(
  { instances, prices, spendingLimit }: Pick<Services, 'instances' | 'prices' | 'spendingLimit'>,
  caller: Caller,
  more: readonly Priced[],
  instead: string | null = null,
): Promise<void> {
  if (spendingLimit === null) return;
  let spent = 0;
  for (let offset = 0; ; offset += readAtOnce.limit) {
    const read = await instances.list(caller, { cloud: 'tencent' }, { offset, ...readAtOnce });
    for (const instance of read.instances) {
      if (instance.id === instead || instance.status === 'deleting') continue;
      const { spec } = instance;
      spent += monthlyPrice(prices, pricedAmounts({ spec, offering: tencentOffering(instance) }));
    }
    if (offset + readAtOnce.limit >= read.total) break;
  }
  const asked = more.reduce((sum, one) => sum + monthlyPrice(prices, pricedAmounts(one)), 0);
  if (spent + asked <= spendingLimit) return;
  const rest = Math.max(0, spendingLimit - spent).toFixed(2);
  throw new TencentError(
    'UnsupportedOperation.OssReject',
    `The order costs ${asked.toFixed(2)} ${prices.currency} a month; the account may spend ${rest} more.`,
  );
}

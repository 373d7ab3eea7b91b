import type { Page } from '../../../domain/instance/instance-repository.ts';
import type { Allowance } from '../../../domain/instance/instance-service.ts';
import type { Instance, KafkaSpec, TencentOffering } from '../../../domain/instance/instance.ts';
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

/**
 * Refuses what would cost more than the operator lets a project spend; null where there is no limit. Asked in the transaction of the
 * order, so that two orders at the same moment cannot pass together.
 * @throws TencentError UnsupportedOperation.OssReject
 */
export function withinSpending({
  prices,
  spendingLimit,
}: Pick<Services, 'prices' | 'spendingLimit'>): Allowance {
  const priceOf = (instance: Instance) =>
    instance.engine === 'kafka'
      ? monthlyPrice(prices, pricedAmounts({ spec: instance.spec, offering: tencentOffering(instance) }))
      : 0;
  return async ({ instances }, wanted) => {
    const [first] = wanted;
    if (spendingLimit === null || first === undefined) return;
    let total = 0;
    for (let offset = 0; ; offset += readAtOnce.limit) {
      const page = { offset, ...readAtOnce };
      const read = await instances.list(first.projectId, { cloud: 'tencent' }, page);
      for (const instance of read.instances) {
        if (instance.status !== 'deleting') total += priceOf(instance);
      }
      if (offset + readAtOnce.limit >= read.total) break;
    }
    if (total <= spendingLimit) return;
    const asked = wanted.reduce((sum, instance) => sum + priceOf(instance), 0);
    const rest = Math.max(0, spendingLimit - (total - asked)).toFixed(2);
    throw new TencentError(
      'UnsupportedOperation.OssReject',
      `The order costs ${asked.toFixed(2)} ${prices.currency} a month; the account may spend ${rest} more.`,
    );
  };
}

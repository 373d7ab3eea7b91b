import { resolveSize } from '../ckafka/create-rules/size.ts';
import { freePublicMbitps } from '../ckafka/create-order.ts';
import { checkTimeSpan } from '../ckafka/prepaid.ts';
import { type PricedTerm, priceInquiry } from '../ckafka/price-view.ts';
import { pricedAmounts } from '../ckafka/spending.ts';
import { tencentOffering } from '../ckafka/tencent-offering.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceType: string;
  readonly InstanceChargeParam?: {
    readonly InstanceChargeType?: string;
    readonly InstanceChargePeriod?: number;
  };
  readonly InstanceNum?: number;
  readonly Bandwidth?: number;
  readonly InquiryDiskParam?: { readonly DiskType?: string; readonly DiskSize?: number };
  readonly Topic?: number;
  readonly Partition?: number;
  readonly CategoryAction?: string;
  readonly PublicNetworkParam?: { readonly PublicNetworkMonthly?: number };
  /** Of a renewal. */
  readonly InstanceId?: string;
}

/** What an order, or more months of an instance, would cost by the operator's prices. */
export const inquireCkafkaPrice = operation<Parameters>(
  'ckafka',
  'InquireCkafkaPrice',
  async ({ caller, parameters }, { instances, prices }) => {
    const { CategoryAction: action = 'purchase', InstanceId: id = '' } = parameters;
    const term = pricedTerm(parameters);
    if (action === 'renew') {
      const instance = await instances.get(caller, checkInstanceId(id));
      const { spec } = instance;
      const offering = tencentOffering(instance);
      return { Result: priceInquiry(prices, pricedAmounts({ spec, offering }), term, offering.diskType) };
    }
    if (action !== 'purchase') throw badValue('CategoryAction', action, 'purchase or renew');
    const { Bandwidth: bandwidth, Partition: partitions, Topic: topics } = parameters;
    const disk = parameters.InquiryDiskParam ?? {};
    const size = resolveSize({
      SpecificationsType: checkType(parameters.InstanceType),
      ...(bandwidth === undefined ? {} : { BandWidth: bandwidth }),
      ...(disk.DiskSize === undefined ? {} : { DiskSize: disk.DiskSize }),
      ...(partitions === undefined ? {} : { Partition: partitions }),
      ...(topics === undefined ? {} : { TopicNum: topics }),
    });
    const publicMbitps = freePublicMbitps + (parameters.PublicNetworkParam?.PublicNetworkMonthly ?? 0);
    const amounts = pricedAmounts({
      spec: { storageGib: size.disk, partitionLimit: size.partitions },
      offering: { bandwidth: size.bandwidth, topicLimit: size.topics, publicMbitps },
    });
    return { Result: priceInquiry(prices, amounts, term, disk.DiskType ?? 'CLOUD_BASIC') };
  },
);

function checkType(type: string): string {
  if (type === 'profession' || type === 'standard') return type;
  throw badValue('InstanceType', type, 'profession or standard');
}

function pricedTerm({ InstanceChargeParam: charge = {}, InstanceNum: count = 1 }: Parameters): PricedTerm {
  if (count < 1 || count > 100) throw badValue('InstanceNum', count, '1 to 100');
  const { InstanceChargeType: type = 'PREPAID', InstanceChargePeriod: months = 1 } = charge;
  if (type === 'POSTPAID_BY_HOUR') return { unit: 'h', span: 1, count };
  if (type === 'PREPAID') return { unit: 'm', span: checkTimeSpan(months), count };
  throw badValue('InstanceChargeParam.InstanceChargeType', type, 'PREPAID or POSTPAID_BY_HOUR');
}

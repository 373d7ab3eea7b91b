import { monthlyPrices, type PricedAmounts, type PriceTable } from '../../../domain/price/price-table.ts';

/** For how long how many are priced: months, or an hour of what is paid by the hour. */
export interface PricedTerm {
  readonly unit: 'm' | 'h';
  readonly span: number;
  readonly count: number;
}

const hoursPerMonth = 30 * 24;

/** The answer of InquireCkafkaPrice. Nobody has a discount: it is 100 % of the price. */
export function priceInquiry(table: PriceTable, amounts: PricedAmounts, term: PricedTerm, diskType: string) {
  const prices = monthlyPrices(table, amounts);
  const { publicMbitps, ...rest } = prices;
  const sum = Object.values(rest).reduce((total, price) => total + price, 0);
  const base = (price: number, amount: number) => priced(table, price, term, diskType, amount);
  return {
    InstancePrice: {
      ...base(sum, 1),
      DetailPrices: {
        BandwidthPrice: base(prices.bandwidthMibps, amounts.bandwidthMibps),
        DiskPrice: base(prices.storageGib, amounts.storageGib),
        PartitionPrice: base(prices.partition, amounts.partition),
        TopicPrice: base(prices.topic, amounts.topic),
        InstanceTypePrice: base(prices.instance, 1),
      },
    },
    PublicNetworkBandwidthPrice: base(publicMbitps, amounts.publicMbitps),
  };
}

function priced(
  { currency }: PriceTable,
  monthly: number,
  { unit, span, count }: PricedTerm,
  diskType: string,
  amount: number,
) {
  const each = unit === 'm' ? monthly : monthly / hoursPerMonth;
  const [single, total] = [rounded(each), rounded(each * span * count)];
  return {
    UnitPrice: single,
    UnitPriceDiscount: single,
    OriginalPrice: total,
    DiscountPrice: total,
    Discount: 100,
    GoodsNum: count,
    Currency: currency,
    DiskType: diskType,
    TimeSpan: span,
    TimeUnit: unit,
    Value: amount,
  };
}

/** An hour of a partition is little money. */
function rounded(price: number): number {
  return Math.round(price * 1e6) / 1e6;
}

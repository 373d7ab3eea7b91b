/** What a month of one of each costs, in a currency that is only shown. */
export interface PriceTable {
  /** Such as `CNY`. */
  readonly currency: string;
  readonly instance: number;
  readonly bandwidthMibps: number;
  readonly storageGib: number;
  readonly partition: number;
  readonly topic: number;
  readonly publicMbitps: number;
}

/** How much of each there is. */
export type PricedAmounts = Readonly<Record<Exclude<keyof PriceTable, 'currency'>, number>>;

/** The month's price of each part. */
export function monthlyPrices(table: PriceTable, amounts: PricedAmounts): PricedAmounts {
  return {
    instance: table.instance * amounts.instance,
    bandwidthMibps: table.bandwidthMibps * amounts.bandwidthMibps,
    storageGib: table.storageGib * amounts.storageGib,
    partition: table.partition * amounts.partition,
    topic: table.topic * amounts.topic,
    publicMbitps: table.publicMbitps * amounts.publicMbitps,
  };
}

/** A month's price of everything. */
export function monthlyPrice(table: PriceTable, amounts: PricedAmounts): number {
  return Object.values(monthlyPrices(table, amounts)).reduce((sum, price) => sum + price, 0);
}

import type { QuotaLimits } from '../../../domain/administration/quotas.ts';

/** Kafka's names of the limits. */
export const quotaKeys = {
  producerBytesPerSecond: 'producer_byte_rate',
  consumerBytesPerSecond: 'consumer_byte_rate',
  requestPercentage: 'request_percentage',
} as const satisfies Readonly<Record<keyof QuotaLimits, string>>;

export type QuotaKey = (typeof quotaKeys)[keyof typeof quotaKeys];
/** A value to set, or null to remove. */
export type QuotaChanges = ReadonlyMap<QuotaKey, number | null>;

/** The limits in Kafka's names as ours; null where there is none of them. */
export function limitsOf(values: ReadonlyMap<string, number>): QuotaLimits | null {
  const entries = Object.entries(quotaKeys).flatMap(([name, key]) => {
    const value = values.get(key);
    return value === undefined ? [] : [[name, value] as const];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

import type { ClusterSpec } from './instance.ts';

/** What was bought in advance, by an order that somebody pays. */
export interface Prepaid {
  readonly orderId: string;
  /** Null while the order waits for it; nothing is made before. */
  readonly paidAtMs: number | null;
  readonly periodMonths: number;
  /** Whether another period is bought at the end of each. */
  readonly autoRenews: boolean;
}

type Billed = Pick<ClusterSpec, 'prepaid'>;

export function awaitsPayment({ prepaid }: Billed): boolean {
  return prepaid?.paidAtMs === null;
}

/** When what is paid for ends (epoch ms), as seen from now; null where nothing was bought or paid in advance. */
export function expiryMs({ prepaid }: Billed, nowMs: number): number | null {
  const paidAtMs = prepaid?.paidAtMs ?? null;
  if (prepaid == null || paidAtMs === null) return null;
  const { periodMonths, autoRenews } = prepaid;
  const endOf = (periods: number) => monthsAfter(paidAtMs, periods * periodMonths);
  if (!autoRenews) return endOf(1);
  let periods = 1;
  while (endOf(periods) <= nowMs) periods++;
  return endOf(periods);
}

export function hasExpired(billed: Billed, nowMs: number): boolean {
  const endMs = expiryMs(billed, nowMs);
  return endMs !== null && endMs <= nowMs;
}

/** The same day and time so many months later; the last day of a month that has no such day. */
function monthsAfter(ms: number, months: number): number {
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

import { badValue } from '../errors.ts';

/** A month of the bill; the calendar's differ by no more than the cloud's own rounding. */
const monthMs = 30 * 24 * 3_600_000;
const monthsAtMost = 36;

/**
 * The months of a period such as `3m`.
 * @throws TencentError InvalidParameterValue
 */
export function monthsOf(period: string): number {
  const months = Number(/^(\d{1,2})m$/.exec(period)?.[1] ?? 0);
  if (months >= 1 && months <= monthsAtMost) return months;
  throw badValue('Period', period, `1m to ${monthsAtMost}m`);
}

/** @throws TencentError InvalidParameterValue */
export function checkRenewFlag(flag: number): number {
  if (flag === 0 || flag === 1 || flag === 2) return flag;
  throw badValue('RenewFlag', flag, '0 (as set), 1 (renewed by itself) or 2 (never)');
}

/** When what is paid for ends, after so many months more. */
export function monthsLater(fromMs: number, months: number): number {
  return fromMs + months * monthMs;
}

/** @throws TencentError InvalidParameterValue */
export function checkTimeSpan(months: number): number {
  if (months >= 1 && months <= monthsAtMost) return months;
  throw badValue('TimeSpan', months, `1 to ${monthsAtMost} months`);
}

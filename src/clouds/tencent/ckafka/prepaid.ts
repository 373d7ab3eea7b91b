import { badValue } from '../errors.ts';

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

/** @throws TencentError InvalidParameterValue */
export function checkTimeSpan(months: number): number {
  if (months >= 1 && months <= monthsAtMost) return months;
  throw badValue('TimeSpan', months, `1 to ${monthsAtMost} months`);
}

import type { Prepaid } from '../../../../domain/instance/prepaid.ts';
import { badParameter } from '../../errors.ts';
import type { CreateBody } from '../create-body.ts';

/** How many of each period can be bought at once. */
const periods = { month: { most: 9, months: 1 }, year: { most: 3, months: 12 } } as const;

/** What is bought in advance, before it has an order. */
export type Purchase = Omit<Prepaid, 'orderId' | 'paidAtMs'> & {
  /** Whether the order is paid at once; otherwise it waits for its payment. */
  readonly isPaid: boolean;
};

/**
 * Null for pay-per-use: without `bss_param`, with an empty one, and with an empty `charging_mode`, which Terraform sends.
 * @throws HuaweiError DMS.00400062
 */
export function resolveBilling(given: CreateBody['bss_param']): Purchase | null {
  const { charging_mode, is_auto_pay, is_auto_renew, period_type, period_num } = given ?? {};
  const mode = charging_mode ?? '';
  if (mode === '' || mode === 'postPaid') return null;
  if (mode !== 'prePaid') {
    throw badParameter('DMS.00400062', 'bss_param.charging_mode', mode, 'prePaid, postPaid or empty');
  }
  if (period_type !== 'month' && period_type !== 'year') {
    const allowed = 'month or year, which prePaid needs';
    throw badParameter('DMS.00400062', 'bss_param.period_type', period_type ?? null, allowed);
  }
  const { most, months } = periods[period_type];
  if (typeof period_num !== 'number' || period_num < 1 || period_num > most) {
    const allowed = `a whole number from 1 to ${most} with period_type ${period_type}`;
    throw badParameter('DMS.00400062', 'bss_param.period_num', period_num ?? null, allowed);
  }
  return {
    periodMonths: period_num * months,
    autoRenews: is_auto_renew ?? false,
    isPaid: is_auto_pay ?? false,
  };
}

import type { ErrorCode } from './error-catalog.ts';
import { badParameter } from './errors.ts';

/**
 * A time of a query, `yyyyMMddHHmmss` in UTC, as epoch ms.
 * @throws HuaweiError with this code
 */
export function parseTimeText(code: ErrorCode, name: string, text: string): number {
  const ms = /^\d{14}$/.test(text)
    ? Date.parse(text.replace(/^(.{4})(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z'))
    : NaN;
  if (Number.isNaN(ms)) throw badParameter(code, name, text, 'a time in UTC as yyyyMMddHHmmss');
  return ms;
}

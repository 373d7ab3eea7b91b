import type { Query } from '../query.ts';
import type { ErrorCode } from './error-catalog.ts';
import { badParameter } from './errors.ts';

/** A whole number within a range, or `fallback` where the parameter is absent or empty. */
export function integerParameter(
  query: Query,
  name: string,
  fallback: number,
  range: { readonly min: number; readonly max: number },
  code: ErrorCode = 'DMS.00400062',
): number {
  const text = query.get(name);
  if (text === undefined || text === '') return fallback;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (!(value >= range.min && value <= range.max)) {
    throw badParameter(code, name, text, `a whole number from ${range.min} to ${range.max}`);
  }
  return value;
}

/** `true` or `false`, or undefined where the parameter is absent or empty. */
export function booleanParameter(query: Query, name: string): boolean | undefined {
  const text = query.get(name);
  if (text === undefined || text === '') return undefined;
  if (text !== 'true' && text !== 'false') throw badParameter('DMS.00400062', name, text, 'true or false');
  return text === 'true';
}

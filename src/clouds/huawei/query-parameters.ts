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

/** Which part of a list is asked for: `limit` items after the first `offset`; without a limit as many as `fallback` says. */
export function pageParameters(
  query: Query,
  {
    fallback = 10,
    min = 1,
    max,
  }: { readonly fallback?: number; readonly min?: number; readonly max: number },
): { readonly offset: number; readonly limit: number } {
  const offset = integerParameter(query, 'offset', 0, { min: 0, max: 1e9 });
  return { offset, limit: integerParameter(query, 'limit', fallback, { min, max }) };
}

/** `true` or `false`, or undefined where the parameter is absent or empty. */
export function booleanParameter(query: Query, name: string): boolean | undefined {
  const text = query.get(name);
  if (text === undefined || text === '') return undefined;
  if (text !== 'true' && text !== 'false') throw badParameter('DMS.00400062', name, text, 'true or false');
  return text === 'true';
}

import type { ErrorCode } from './error-catalog.ts';
import { badParameter } from './errors.ts';

/** The decoded query of a request. The first value of a repeated key counts, but for filters that take several. */
export interface Query extends ReadonlyMap<string, string> {
  /** All values of a key, in order. */
  all(name: string): readonly string[];
}

/** Decodes the part of a request target after `?`. Malformed escapes are kept as they are. */
export function parseQuery(target: string): Query {
  const start = target.indexOf('?');
  const pairs: (readonly [key: string, value: string])[] = [];
  const query = Object.assign(new Map<string, string>(), {
    all: (name: string) => pairs.filter(([key]) => key === name).map(([, value]) => value),
  });
  if (start === -1) return query;
  for (const pair of target.slice(start + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = decode(equals === -1 ? pair : pair.slice(0, equals));
    const value = equals === -1 ? '' : decode(pair.slice(equals + 1));
    pairs.push([key, value]);
    if (!query.has(key)) query.set(key, value);
  }
  return query;
}

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

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    // A search for something that is not text finds nothing; that is no reason to refuse the request.
    return spaced;
  }
}

import { badValue } from './errors.ts';

/** A page of a list, and what the answer says of it. */
export interface Paged<T> {
  readonly entries: readonly T[];
  readonly number: number;
  readonly size: number;
  readonly total: number;
}

/**
 * The page of that number (from 1) and size.
 * @throws AlibabaError BIZ_FIELD_CHECK_INVALID
 */
export function pageOf<T>(
  all: readonly T[],
  number: { readonly name: string; readonly given: number | undefined },
  given: number | undefined,
  { usual, most }: { readonly usual: number; readonly most: number },
): Paged<T> {
  const { given: page = 1 } = number;
  const size = given ?? usual;
  if (page < 1) throw badValue(number.name, page, '1 or more');
  if (size < 1 || size > most) throw badValue('PageSize', size, `1 to ${most}`);
  return { entries: all.slice((page - 1) * size, page * size), number: page, size, total: all.length };
}

/**
 * The same for alikafka's lists, whose SDK sends CurrentPage and PageSize as text.
 * @throws AlibabaError BIZ_FIELD_CHECK_INVALID
 */
export function pageOfTexts<T>(
  all: readonly T[],
  current: string | number | undefined,
  size: string | number | undefined,
): Paged<T> {
  const number = { name: 'CurrentPage', given: numberOf('CurrentPage', current) };
  return pageOf(all, number, numberOf('PageSize', size), { usual: 10, most: 100 });
}

function numberOf(name: string, given: string | number | undefined): number | undefined {
  if (typeof given !== 'string') return given;
  if (/^\d{1,6}$/.test(given)) return Number(given);
  throw badValue(name, given, 'a whole number');
}

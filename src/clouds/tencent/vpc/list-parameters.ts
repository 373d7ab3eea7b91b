import { badValue } from '../errors.ts';

/** What lists of the network service take: numbers as text, and filters whose names are in kebab case. */
export interface ListParameters {
  readonly Filters?: readonly { readonly Name: string; readonly Values: readonly string[] }[];
  readonly Offset?: string;
  readonly Limit?: string;
}

/**
 * The page of those whose fields fit the filters.
 * @param fields what can be filtered by, from an entry's view
 * @throws TencentError InvalidParameterValue
 */
export function listPage<T extends object>(
  entries: readonly T[],
  asked: ListParameters,
  fields: Readonly<Record<string, keyof T>>,
): readonly T[] {
  const offset = number('Offset', asked.Offset, 0);
  const limit = number('Limit', asked.Limit, 20);
  const found = entries.filter((entry) =>
    (asked.Filters ?? []).every(({ Name: name, Values: values }) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (field === undefined) throw badValue('Filters.Name', name, Object.keys(fields).join(', '));
      return values.includes(String(entry[field]));
    }),
  );
  return found.slice(offset, offset + limit);
}

function number(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined || text === '') return fallback;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw badValue(name, text, 'a whole number, 0 or more');
}

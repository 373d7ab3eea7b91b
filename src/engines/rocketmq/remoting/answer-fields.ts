import { FastjsonMap, type FastjsonValue, parseFastjson } from './fastjson.ts';
import type { RemotingFrame } from './frame.ts';

export type Fields = Readonly<Record<string, FastjsonValue>>;

/** The body of an answer, which is an object. */
export function bodyOf({ body }: RemotingFrame): Fields {
  return body.length === 0 ? {} : fieldsOf(parseFastjson(body.toString('utf8')));
}

/** An object as it is; nothing of what is none. */
export function fieldsOf(value: FastjsonValue | undefined): Fields {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof FastjsonMap)
    return {};
  return value as Fields;
}

/** The entries of a map whose keys are objects; none of an empty one, which looks like an object without fields. */
export function entriesOf(
  value: FastjsonValue | undefined,
): readonly (readonly [key: Fields, value: Fields])[] {
  if (!(value instanceof FastjsonMap)) return [];
  return value.entries.map(([key, of]) => [fieldsOf(key), fieldsOf(of)]);
}

export function listOf(value: FastjsonValue | undefined): readonly FastjsonValue[] {
  return Array.isArray(value) ? (value as readonly FastjsonValue[]) : [];
}

export function textOf(value: FastjsonValue | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

export function numberOf(value: FastjsonValue | undefined): number {
  const number = Number(textOf(value));
  return Number.isNaN(number) ? 0 : number;
}

export function bigintOf(value: FastjsonValue | undefined): bigint {
  const text = textOf(value);
  return /^-?\d+$/.test(text) ? BigInt(text) : 0n;
}

/** A field of the answer's header. */
export function headerBigint({ fields }: RemotingFrame, name: string): bigint {
  return bigintOf(fields.get(name) ?? null);
}

import fc from 'fast-check';

/** A request before it is signed. */
export interface Draft {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A change of a request: data, so that fast-check can print it. Places are taken modulo what there is. */
export type Mutation =
  | { readonly kind: 'json'; readonly at: number; readonly change: JsonChange }
  | { readonly kind: 'bytes'; readonly edits: readonly ByteEdit[] }
  | {
      readonly kind: 'query';
      readonly at: number;
      readonly name: string | null;
      readonly value: string | null;
    }
  | { readonly kind: 'segment'; readonly at: number; readonly text: string }
  | { readonly kind: 'header'; readonly name: string; readonly value: string };

type JsonChange =
  | { readonly op: 'set'; readonly value: unknown }
  | { readonly op: 'remove' }
  | { readonly op: 'add'; readonly name: string; readonly value: unknown }
  | { readonly op: 'bury'; readonly depth: number };

interface ByteEdit {
  readonly at: number;
  readonly remove: number;
  readonly insert: Uint8Array;
}

/** Values and texts that programs stumble over. */
const oddTexts = [
  '', ' ', '0', '-1', '1e309', 'null', 'undefined', 'NaN', 'true', '__proto__', 'constructor', 'toString', '..', '../../etc/passwd',
  "' or 1=1 --", '<script>', '%', '%00', '%zz', '\u0000', '\u0007', '\r\nx: y', '\uFEFF', '\u202E', 'ä', '漢字', '😀', 'a'.repeat(65), 'x'.repeat(5000),
  '0'.repeat(32), '00000000-0000-0000-0000-000000000000', '2026-02-30T00:00:00Z', '99999999999999999999', '10.0.0.0/33', '::1', 'KAFKA', 'kafka,rocketmq',
]; // prettier-ignore
const oddText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...oddTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);
const oddValue = fc.oneof(
  { weight: 3, arbitrary: oddText },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      null, true, false, 0, -1, 1, 3, 0.5, 1e308, 2 ** 31, 2 ** 53, -(2 ** 63), [], {}, [[]], [null], ['', ''], [{}], { a: 1 },
      { key: 'k' }, Array.from({ length: 2000 }, () => 'x'), { length: 3 }, { toString: 1 },
    ), // prettier-ignore
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);
const at = fc.nat(1_000_000);

/** Header values are what HTTP allows: Latin-1 without control characters. */
const headerText = fc
  .oneof(
    oddText,
    fc.constantFrom('application/json', 'text/plain', 'UNSIGNED-PAYLOAD', '100-continue', 'gzip', '*/*'),
  )
  // oxlint-disable-next-line no-control-regex -- those are what is removed
  .map((text) => text.replaceAll(/[^\u0020-\u007e\u00a0-\u00ff]/g, '').trim());

export const jsonMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constant('json' as const),
  at,
  change: fc.oneof(
    { weight: 6, arbitrary: fc.record({ op: fc.constant('set' as const), value: oddValue }) },
    { weight: 2, arbitrary: fc.constant({ op: 'remove' as const }) },
    { weight: 2, arbitrary: fc.record({ op: fc.constant('add' as const), name: oddText, value: oddValue }) },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constant('bury' as const),
        depth: fc.constantFrom(1, 20, 1000, 100_000),
      }),
    },
  ),
});

export const bytesMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constant('bytes' as const),
  edits: fc.array(
    fc.record({ at, remove: fc.integer({ min: 0, max: 6 }), insert: fc.uint8Array({ maxLength: 6 }) }),
    { minLength: 1, maxLength: 4 },
  ),
});

const parameters = [
  'engine', 'name', 'instance_id', 'status', 'include_failure', 'exact_match_name', 'enterprise_project_id', 'offset', 'limit', 'start',
  'begin_time', 'end_time', 'product_id', 'marker', 'vpc_id', 'domain_id',
]; // prettier-ignore

export const queryMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constant('query' as const),
  at,
  name: fc.option<string>(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...parameters) }, { weight: 1, arbitrary: oddText }),
  ),
  value: fc.option(oddText, { freq: 8, nil: null }),
});

export const segmentMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constant('segment' as const),
  at,
  text: oddText,
});

export const headerMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constant('header' as const),
  name: fc.constantFrom(
    'content-type', 'accept', 'accept-encoding', 'user-agent', 'x-auth-token', 'x-project-id', 'x-domain-id', 'x-language', 'x-request-id',
    'x-sdk-content-sha256', 'content-encoding', 'cookie', 'set-cookie', 'range', 'if-match', 'x-http-method-override', 'host', 'x-forwarded-for',
  ), // prettier-ignore
  value: headerText,
});

/** Applies a change; a request that has nothing of the kind (no body) stays as it is. */
export function mutate(draft: Draft, mutation: Mutation): Draft {
  switch (mutation.kind) {
    case 'json':
      return { ...draft, body: mutateJson(draft.body, mutation.at, mutation.change) };
    case 'bytes':
      return { ...draft, body: mutateBytes(draft.body, mutation.edits) };
    case 'query':
      return { ...draft, target: mutateQuery(draft.target, mutation) };
    case 'segment':
      return { ...draft, target: mutateSegment(draft.target, mutation) };
    default:
      return { ...draft, headers: { ...draft.headers, [mutation.name]: mutation.value } };
  }
}

export function mutateBytes(bytes: Buffer, edits: readonly ByteEdit[]): Buffer {
  let changed = bytes;
  for (const edit of edits) {
    const place = edit.at % (changed.length + 1);
    changed = Buffer.concat([changed.subarray(0, place), edit.insert, changed.subarray(place + edit.remove)]);
  }
  return changed;
}

interface Place {
  readonly holder: Record<string, unknown>;
  readonly name: string;
}

function mutateJson(body: Buffer, place: number, change: JsonChange): Buffer {
  // What is nested too deeply for JSON.stringify was made so by a mutation before this one.
  if (body.length === 0 || body.includes('['.repeat(500))) return body;
  const root: Record<string, unknown> = { body: JSON.parse(body.toString()) };
  const places = placesOf(root);
  const { holder, name } = places[place % places.length] ?? { holder: root, name: 'body' };
  const present = holder[name];
  if (change.op === 'set') holder[name] = change.value;
  else if (change.op === 'remove') delete holder[name];
  else if (change.op === 'add') {
    // Object.assign would run setters; an own property named __proto__ is what a client can send.
    const target = typeof present === 'object' && present !== null ? present : holder;
    Object.defineProperty(target, change.name, {
      value: change.value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    const text = JSON.stringify(present) ?? 'null';
    holder[name] = 'BURIED';
    const buried = `${'['.repeat(change.depth)}${text}${']'.repeat(change.depth)}`;
    return Buffer.from((JSON.stringify(root['body']) ?? '').replace('"BURIED"', () => buried));
  }
  return Buffer.from(JSON.stringify(root['body']) ?? '');
}

/** Not those far below, which a mutation before this one has made. */
function placesOf(holder: Record<string, unknown>, depth = 8): Place[] {
  return Object.keys(holder).flatMap((name) => {
    const value = holder[name];
    const below =
      typeof value === 'object' && value !== null && depth > 0
        ? placesOf(value as Record<string, unknown>, depth - 1)
        : [];
    return [{ holder, name }, ...below];
  });
}

function mutateQuery(target: string, change: Mutation & { kind: 'query' }): string {
  const [path = '', query = ''] = target.split('?', 2);
  const pairs = query.split('&').filter((pair) => pair !== '');
  const place = change.at % (pairs.length + 1);
  const name = change.name ?? pairs[place]?.split('=')[0] ?? 'limit';
  if (change.value === null) pairs.splice(place, 1);
  else pairs.splice(place, change.at % 2, `${escaped(name)}=${escaped(change.value)}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** Any segment but the first two, which are the version and, mostly, the project: others lead nowhere. */
function mutateSegment(target: string, change: Mutation & { kind: 'segment' }): string {
  const [path = '', ...query] = target.split('?');
  const segments = path.split('/');
  const place = Math.min(3 + (change.at % Math.max(segments.length - 3, 1)), segments.length - 1);
  segments[place] = escaped(change.text);
  return [segments.join('/'), ...query].join('?');
}

/** Percent-encoded as clients do it. */
function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

import fc from 'fast-check';
import corpusEntries from './huawei-corpus.json' with { type: 'json' };
import { bytesMutation, headerMutation, jsonMutation, queryMutation, segmentMutation } from './mutations.ts';
import type { Mutation } from './mutations.ts';

/** A real request with placeholders such as `{instance_id}`; `weight` says how often it is the one that is mutated. */
export interface CorpusEntry {
  readonly method: string;
  readonly target: string;
  readonly weight: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export const corpus: readonly CorpusEntry[] = corpusEntries;

const forgeries = [
  'another secret',
  'another body',
  'another query',
  'another path',
  'another method',
  'another host',
  'another date',
  'fewer signed headers',
  'another signature',
  'another key',
  'half a header',
  'a token',
] as const;

export type Forgery = (typeof forgeries)[number];

export interface FuzzCase {
  /** `raw` changes bytes of the request as sent; those of `forged` are changed after they were signed; the rest before. */
  readonly category:
    | 'plain'
    | 'json'
    | 'bytes'
    | 'query'
    | 'segment'
    | 'header'
    | 'mixed'
    | 'forged'
    | 'unsigned'
    | 'raw';
  /** Index in the corpus. */
  readonly entry: number;
  readonly mutations: readonly Mutation[];
  readonly forgery: Forgery;
  /** What some forgeries put in. */
  readonly text: string;
  readonly edits: readonly { readonly at: number; readonly remove: number; readonly insert: Uint8Array }[];
}

function entryWhere(fits: (entry: CorpusEntry) => boolean): fc.Arbitrary<number> {
  const choices = corpus.flatMap((entry, index) =>
    fits(entry) ? [{ weight: entry.weight, arbitrary: fc.constant(index) }] : [],
  );
  return fc.oneof(...choices);
}

/** Whoever asks for a token has none and signs nothing. */
const needsCaller = ({ target }: CorpusEntry) => target !== '/v3/auth/tokens';
const hasBody = ({ body }: CorpusEntry) => body !== undefined;

function cases(
  category: FuzzCase['category'],
  mutations: fc.Arbitrary<readonly Mutation[]>,
  fits: (entry: CorpusEntry) => boolean = () => true,
): fc.Arbitrary<FuzzCase> {
  return fc.record({
    category: fc.constant(category),
    entry: entryWhere(fits),
    mutations,
    forgery: fc.constantFrom(...forgeries),
    text: fc.oneof(fc.stringMatching(/^[A-Za-z0-9]{1,40}$/), fc.constant('x'.repeat(3000))),
    edits: bytesMutation.map((mutation) => (mutation.kind === 'bytes' ? mutation.edits : [])),
  });
}

const few = (arbitrary: fc.Arbitrary<Mutation>) => fc.array(arbitrary, { minLength: 1, maxLength: 3 });
const none = fc.constant<readonly Mutation[]>([]);
const one = (arbitrary: fc.Arbitrary<Mutation>) => arbitrary.map((mutation) => [mutation]);
/** Not the header with which a client may say that it has not signed the body. */
const signedHeader = headerMutation.filter(
  (mutation) => mutation.kind === 'header' && mutation.name !== 'x-sdk-content-sha256',
);
const harmless = fc.oneof(none, few(queryMutation), few(signedHeader));

export const fuzzCase: fc.Arbitrary<FuzzCase> = fc.oneof(
  { weight: 6, arbitrary: cases('plain', none) },
  { weight: 30, arbitrary: cases('json', few(jsonMutation), hasBody) },
  { weight: 8, arbitrary: cases('bytes', one(bytesMutation), hasBody) },
  { weight: 14, arbitrary: cases('query', few(queryMutation)) },
  { weight: 8, arbitrary: cases('segment', one(segmentMutation)) },
  { weight: 8, arbitrary: cases('header', few(headerMutation)) },
  { weight: 4, arbitrary: cases('mixed', few(fc.oneof(queryMutation, segmentMutation, headerMutation))) },
  { weight: 12, arbitrary: cases('forged', harmless, needsCaller) },
  { weight: 4, arbitrary: cases('unsigned', harmless, needsCaller) },
  { weight: 6, arbitrary: cases('raw', none, needsCaller) },
);

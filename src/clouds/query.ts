/** The decoded query of a request. The first value of a repeated key counts, but for filters that take several. */
export interface Query extends ReadonlyMap<string, string> {
  /** All values of a key, in order. */
  all(name: string): readonly string[];
}

/** Decodes the part of a request target after `?`. Malformed escapes are kept as they are. */
export function parseQuery(target: string): Query {
  const start = target.indexOf('?');
  return parseForm(start === -1 ? '' : target.slice(start + 1));
}

/** Decodes `key=value&…`, as it stands in a query and in the body of a form. */
export function parseForm(text: string): Query {
  const query = new DecodedQuery();
  if (text === '') return query;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals === -1) query.add(decode(pair), '');
    else query.add(decode(pair.slice(0, equals)), decode(pair.slice(equals + 1)));
  }
  return query;
}

class DecodedQuery extends Map<string, string> implements Query {
  readonly #pairs: [key: string, value: string][] = [];

  add(key: string, value: string): void {
    this.#pairs.push([key, value]);
    if (!this.has(key)) this.set(key, value);
  }

  all(name: string): readonly string[] {
    return this.#pairs.filter(([key]) => key === name).map(([, value]) => value);
  }
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

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
  const pairs: (readonly [key: string, value: string])[] = [];
  const query = Object.assign(new Map<string, string>(), {
    all: (name: string) => pairs.filter(([key]) => key === name).map(([, value]) => value),
  });
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = decode(equals === -1 ? pair : pair.slice(0, equals));
    const value = equals === -1 ? '' : decode(pair.slice(equals + 1));
    pairs.push([key, value]);
    if (!query.has(key)) query.set(key, value);
  }
  return query;
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

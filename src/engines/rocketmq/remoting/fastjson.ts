/** What fastjson writes: JSON with keys that may be objects or bare numbers. Whole numbers beyond what a double holds are bigints. */
export type FastjsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly FastjsonValue[]
  | FastjsonObject
  | FastjsonMap;

export type FastjsonObject = { readonly [name: string]: FastjsonValue };

/** A map whose keys are objects, in the order in which it was written. */
export class FastjsonMap {
  readonly entries: readonly (readonly [FastjsonValue, FastjsonValue])[];

  constructor(entries: readonly (readonly [FastjsonValue, FastjsonValue])[]) {
    this.entries = entries;
  }
}

/**
 * Reads what brokers answer: fastjson writes maps with their keys as they are (`{0:"a"}`, `{{"queueId":0}:{…}}`), which JSON.parse
 * refuses. Object keys that are no strings become strings, unless they are objects.
 * @throws SyntaxError
 */
export function parseFastjson(text: string): FastjsonValue {
  const reader = new Reader(text);
  const value = reader.value();
  reader.end();
  return value;
}

/** Deeper than any answer is, so that no answer can exhaust the stack. */
const deepest = 100;

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): FastjsonValue {
    this.#blanks();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#nested(() => this.#object());
      case '[':
        return this.#nested(() => this.#array());
      case '"':
        return this.#string();
      default:
        return this.#word();
    }
  }

  end(): void {
    this.#blanks();
    if (this.#at < this.#text.length) this.#fail('nothing more');
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > deepest) this.#fail('less nesting');
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): FastjsonObject | FastjsonMap {
    const entries: [FastjsonValue, FastjsonValue][] = [];
    this.#list('}', () => {
      const key = this.value();
      this.#blanks();
      this.#expect(':');
      entries.push([key, this.value()]);
    });
    const named: [string, FastjsonValue][] = [];
    for (const [key, value] of entries) {
      if (typeof key === 'object' && key !== null) return new FastjsonMap(entries);
      named.push([String(key), value]);
    }
    return Object.fromEntries(named);
  }

  #array(): readonly FastjsonValue[] {
    const values: FastjsonValue[] = [];
    this.#list(']', () => {
      values.push(this.value());
    });
    return values;
  }

  /** From the opening bracket to the closing one. */
  #list(close: string, element: () => void): void {
    this.#at++;
    this.#blanks();
    if (this.#text[this.#at] === close) {
      this.#at++;
      return;
    }
    for (;;) {
      element();
      this.#blanks();
      if (this.#text[this.#at] === close) break;
      this.#expect(',');
    }
    this.#at++;
  }

  #string(): string {
    const begin = this.#at++;
    for (;;) {
      const letter = this.#text[this.#at];
      if (letter === undefined) this.#fail('the end of a string');
      if (letter === '"') break;
      this.#at += letter === '\\' ? 2 : 1;
    }
    this.#at++;
    // A raw control character within a string, of a message's own properties perhaps, is more than JSON.parse takes.
    const raw = this.#text.slice(begin, this.#at).replaceAll(/\p{Cc}/gu, asEscape);
    return JSON.parse(raw) as string;
  }

  #word(): null | boolean | number | bigint {
    const [word = ''] = /^[^\s,:}\]{["]*/.exec(this.#text.slice(this.#at, this.#at + 40)) ?? [];
    this.#at += word.length;
    switch (word) {
      case 'null':
        return null;
      case 'true':
        return true;
      case 'false':
        return false;
      case 'NaN':
        return Number.NaN;
    }
    if (!/^-?(\d|Infinity)/.test(word)) this.#fail('a value');
    const number = Number(word);
    if (Number.isNaN(number)) this.#fail('a number');
    return /^-?\d+$/.test(word) && !Number.isSafeInteger(number) ? BigInt(word) : number;
  }

  #expect(letter: string): void {
    if (this.#text[this.#at] !== letter) this.#fail(letter);
    this.#at++;
  }

  #blanks(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #fail(wanted: string): never {
    throw new SyntaxError(
      `Expected ${wanted} at ${this.#at}: ${JSON.stringify(this.#text.slice(this.#at, this.#at + 20))}.`,
    );
  }
}

function asEscape(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

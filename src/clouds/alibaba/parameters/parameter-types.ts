/** Names of parameters with the texts of their types, as the catalogs write them: `integer!`, `list<{Key:string,Value:string}>`. */
export type Fields = Readonly<Record<string, string>>;

export type Primitive = 'string' | 'integer' | 'boolean';

export type ParameterShape =
  | { readonly kind: 'primitive'; readonly primitive: Primitive }
  | { readonly kind: 'list'; readonly of: ParameterShape }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, ParameterShape> }
  /** A JSON text; some clients flatten it. */
  | { readonly kind: 'json' };

export interface ParameterType {
  readonly shape: ParameterShape;
  readonly isRequired: boolean;
}

const parsed = new Map<string, ParameterType>();

/** Reads the text of a type; `!` marks what is required. */
export function parameterType(text: string): ParameterType {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const type = { shape: shapeOf(text.replace(/!$/, '')), isRequired: text.endsWith('!') };
  parsed.set(text, type);
  return type;
}

function shapeOf(text: string): ParameterShape {
  const element = /^list<(.+)>$/.exec(text)?.[1];
  if (element !== undefined) return { kind: 'list', of: shapeOf(element) };
  const fields = /^\{(.+)\}$/.exec(text)?.[1];
  if (fields !== undefined) {
    const pairs = fields.split(',').map((pair) => pair.split(':'));
    return { kind: 'object', fields: new Map(pairs.map(([name = '', type = '']) => [name, shapeOf(type)])) };
  }
  if (text === 'json') return { kind: 'json' };
  if (text === 'string' || text === 'integer' || text === 'boolean') {
    return { kind: 'primitive', primitive: text };
  }
  throw new Error(`The catalog has a type that is not known: ${text}.`);
}

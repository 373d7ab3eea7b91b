import ckafkaTypes from '../ckafka/types.json' with { type: 'json' };
import tagTypes from '../tag/types.json' with { type: 'json' };
import vpcTypes from '../vpc/types.json' with { type: 'json' };

/** The type of a parameter, as the catalogs write it: `int64!`, `list<Tag>`. */
export interface ParameterType {
  /** A primitive, or the name of an object. */
  readonly name: string;
  readonly isList: boolean;
  readonly isRequired: boolean;
}

/** Names of parameters or fields, with the texts of their types. */
export type Fields = Readonly<Record<string, string>>;

export const primitives: ReadonlySet<string> = new Set(['string', 'int64', 'bool', 'float']);

const objectTypes: Readonly<Record<string, Fields>> = {
  ...ckafkaTypes,
  ...tagTypes,
  ...vpcTypes,
};
const parsed = new Map<string, ParameterType>();

/** Reads the text of a type. `!` marks what is required, `?` what an answer may leave null. */
export function parameterType(text: string): ParameterType {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const bare = text.replace(/[!?]+$/, '');
  const element = /^list<(.+)>$/.exec(bare)?.[1];
  const type = { name: element ?? bare, isList: element !== undefined, isRequired: text.endsWith('!') };
  parsed.set(text, type);
  return type;
}

/** The fields of an object, such as of `Tag`. */
export function fieldsOf(objectName: string): Fields {
  const fields = objectTypes[objectName];
  if (fields === undefined) throw new Error(`No catalog knows the type ${objectName}.`);
  return fields;
}

/** The type of a field; undefined where there is none of this name. */
export function fieldType(fields: Fields, name: string): ParameterType | undefined {
  return Object.hasOwn(fields, name) ? parameterType(fields[name] ?? '') : undefined;
}

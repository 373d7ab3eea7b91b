import { TencentError } from '../errors.ts';
import { listedText, type NestedText, nestText } from '../../nested-text.ts';
import type { GivenParameters } from '../signed-request.ts';
import {
  type Fields,
  fieldsOf,
  fieldType,
  type ParameterType,
  parameterType,
  primitives,
} from './parameter-types.ts';

/**
 * Checks parameters against what the catalog says of an action: names, types, and what is required. Null counts as left
 * out, as SDKs send it for what is not set. Text of a query becomes what its type says.
 * @throws TencentError MissingParameter, UnknownParameter, InvalidParameter
 */
export function checkParameters(given: GivenParameters, fields: Fields): Record<string, unknown> {
  const value = given.kind === 'json' ? given.value : nested(given.values);
  return checkObject(value, fields, '', given.kind === 'text');
}

function checkObject(value: unknown, fields: Fields, path: string, isText: boolean): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (path === '') throw new TencentError('InvalidParameter', 'The body must be a JSON object.');
    throw wrongType(path, value, 'an object');
  }
  const checked: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value)) {
    const at = path === '' ? name : `${path}.${name}`;
    const type = fieldType(fields, name);
    if (type === undefined) {
      throw new TencentError('UnknownParameter', `The parameter \`${at.slice(0, 200)}\` is not recognized.`);
    }
    if (entry !== null) checked[name] = checkValue(entry, type, at, isText);
  }
  for (const [name, text] of Object.entries(fields)) {
    if (!parameterType(text).isRequired || checked[name] !== undefined) continue;
    const at = path === '' ? name : `${path}.${name}`;
    throw new TencentError('MissingParameter', `The request is missing the required parameter \`${at}\`.`);
  }
  return checked;
}

function checkValue(value: unknown, type: ParameterType, path: string, isText: boolean): unknown {
  if (!type.isList) return checkOne(value, type.name, path, isText);
  const elements = isText ? listedText(value as NestedText | string) : value;
  if (!Array.isArray(elements)) throw wrongType(path, value, 'an array');
  return elements.map((element: unknown, index) => checkOne(element, type.name, `${path}.${index}`, isText));
}

function checkOne(value: unknown, typeName: string, path: string, isText: boolean): unknown {
  if (!primitives.has(typeName)) return checkObject(value, fieldsOf(typeName), path, isText);
  const typed = isText && typeof value === 'string' ? fromText(value, typeName) : value;
  if (typeName === 'string' && typeof typed === 'string') return typed;
  if (typeName === 'bool' && typeof typed === 'boolean') return typed;
  if (typeName === 'int64' && Number.isSafeInteger(typed)) return typed;
  if (typeName === 'float' && typeof typed === 'number' && Number.isFinite(typed)) return typed;
  throw wrongType(path, value, words[typeName] ?? typeName);
}

const words: Readonly<Record<string, string>> = {
  string: 'a string',
  bool: 'true or false',
  int64: 'a whole number',
  float: 'a number',
};

function fromText(text: string, typeName: string): unknown {
  if (typeName === 'bool' && (text === 'true' || text === 'false')) return text === 'true';
  if (typeName === 'int64' && /^-?\d{1,16}$/.test(text)) return Number(text);
  if (typeName === 'float' && /^-?\d{1,16}(\.\d{1,16})?$/.test(text)) return Number(text);
  return text;
}

function nested(values: ReadonlyMap<string, string>): NestedText {
  const parameters = nestText(values);
  if (parameters.kind === 'nested') return parameters.value;
  const name = parameters.name.slice(0, 200);
  throw new TencentError('InvalidParameter', `The parameter \`${name}\` contradicts another.`);
}

/** What was given is not repeated: it may be a secret in the wrong place. */
function wrongType(path: string, value: unknown, allowed: string): TencentError {
  const kind = Array.isArray(value) ? 'an array' : `of the type ${typeof value}`;
  return new TencentError(
    'InvalidParameter',
    `The type of the parameter \`${path}\` is wrong: it is ${kind}; allowed: ${allowed}.`,
  );
}

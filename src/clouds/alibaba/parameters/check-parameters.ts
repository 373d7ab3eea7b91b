import { listedText, type NestedText, nestText } from '../../nested-text.ts';
import { badParameter, missing } from '../errors.ts';
import { type Fields, parameterType, type ParameterShape } from './parameter-types.ts';

/**
 * Checks parameters against what the catalog says of an action: types, and what is required. What it does not know is
 * ignored, as on the cloud; the Terraform provider sends such things. An empty text counts as left out.
 * @throws AlibabaError Missing…, InvalidParameter
 */
export function checkParameters(given: ReadonlyMap<string, string>, fields: Fields): Record<string, unknown> {
  const nested = nestText(given);
  if (nested.kind === 'contradiction') {
    throw badParameter(
      'InvalidParameter',
      nested.name.slice(0, 200),
      undefined,
      'a value or parts, not both',
    );
  }
  const checked: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(fields)) {
    const { shape, isRequired } = parameterType(text);
    const value = nested.value[name];
    const typed = value === undefined || value === '' ? undefined : checkValue(value, shape, name);
    if (typed !== undefined) checked[name] = typed;
    else if (isRequired) missing(name);
  }
  return checked;
}

function checkValue(value: NestedText | string, shape: ParameterShape, path: string): unknown {
  if (shape.kind === 'primitive') return checkPrimitive(value, shape.primitive, path);
  if (shape.kind === 'json') return typeof value === 'string' ? parsedJson(value, path, 'JSON') : value;
  if (shape.kind === 'list') {
    const allowed = `a list, such as ${path}.1`;
    // Newer SDKs write some lists as JSON.
    const elements =
      typeof value === 'string' ? parsedJson(value, path, allowed) : (listedText(value) ?? undefined);
    if (!Array.isArray(elements)) throw wrongType(path, allowed);
    return elements.map((element: NestedText | string, index) =>
      checkValue(element, shape.of, `${path}.${index + 1}`),
    );
  }
  if (typeof value !== 'object') throw wrongType(path, `parts, such as ${path}.Key`);
  const fields = [...shape.fields].flatMap(([name, below]) => {
    const part = value[name];
    return part === undefined ? [] : [[name, checkValue(part, below, `${path}.${name}`)] as const];
  });
  return Object.fromEntries(fields);
}

function checkPrimitive(value: unknown, primitive: 'string' | 'integer' | 'boolean', path: string): unknown {
  // A list that came as JSON has its own types.
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string') throw wrongType(path, `a ${primitive}`);
  if (primitive === 'string') return text;
  if (primitive === 'boolean') {
    const word = text.toLowerCase();
    if (word === 'true' || word === 'false') return word === 'true';
    throw wrongType(path, 'true or false');
  }
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw wrongType(path, 'a whole number');
}

function parsedJson(value: string, path: string, allowed: string): unknown {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // Said below.
  }
  throw wrongType(path, allowed);
}

/** What was given is not repeated: it may be a secret in the wrong place. */
function wrongType(path: string, allowed: string) {
  return badParameter('InvalidParameter', path, undefined, allowed);
}

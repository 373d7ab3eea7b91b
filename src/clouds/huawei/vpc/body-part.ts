import type { Static, TObject } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ErrorCode } from '../error-catalog.ts';
import { badParameter, HuaweiError } from '../errors.ts';

/**
 * A reader of one object of a request body: the network service wraps what it takes (`{"vpc": {…}}`). A parameter that
 * is null counts as left out, unknown ones are ignored. `description` of each property says what is allowed.
 * @param code the refusal of what does not fit
 */
export function bodyPart<S extends TObject>(
  wrapper: string,
  code: ErrorCode,
  schema: S,
): (body: unknown) => Static<S> {
  const validator = Compile(schema);
  return (body) => {
    const inner = isObject(body) ? body[wrapper] : undefined;
    if (!isObject(inner)) {
      throw new HuaweiError(code, `The body must be an object that holds the object ${wrapper}.`);
    }
    const given = Object.fromEntries(Object.entries(inner).filter(([, value]) => value !== null));
    if (validator.Check(given)) return given;
    const name = faultyParameter(validator.Errors(given)[0]);
    const property: object = schema.properties[name] ?? {};
    const allowed = 'description' in property ? String(property.description) : 'another value';
    throw badParameter(code, `${wrapper}.${name}`, given[name] ?? null, allowed);
  };
}

interface Fault {
  readonly instancePath: string;
  readonly params: object;
}

function faultyParameter(fault: Fault | undefined): string {
  const [name] = fault?.instancePath.split('/').slice(1) ?? [];
  if (name !== undefined) return name;
  const { requiredProperties: [missing] = [] } = (fault?.params ?? {}) as { requiredProperties?: string[] };
  return missing ?? '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

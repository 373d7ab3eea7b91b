import { jsonLevelsAtMost, parseJsonText } from '../json-text.ts';
import type { ErrorCode } from './error-catalog.ts';
import { badParameter, HuaweiError } from './errors.ts';

/**
 * Parses a request body.
 * @throws HuaweiError DMS.00400004 for an empty body, DMS.00400005 for what is not JSON in UTF-8 or nested too deeply
 */
export function parseJsonBody(body: Uint8Array): unknown {
  if (body.length === 0) throw new HuaweiError('DMS.00400004');
  const text = parseJsonText(body);
  // Neither the text nor the parser's message (which quotes the text) is repeated: it may hold passwords.
  if (text.kind === 'not-json') throw new HuaweiError('DMS.00400005');
  if (text.kind === 'too-deep') {
    throw new HuaweiError('DMS.00400005', `It is nested more than ${jsonLevelsAtMost} levels deep.`);
  }
  return text.value;
}

/** What we use of a compiled TypeBox schema. */
interface Validator<T> {
  Check(value: unknown): value is T;
  Errors(value: unknown): readonly SchemaFault[];
}

interface SchemaFault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
}

/** How the faults of a body are worded. */
export interface BodyRules {
  /** What is allowed, for each parameter, in a few words. */
  readonly allowed: Readonly<Record<string, string>>;
  /** The code of a parameter that has one of its own; the rest is DMS.00400062. */
  readonly codes: Readonly<Record<string, ErrorCode>>;
  /** Parameters that are never repeated in an answer. */
  readonly secret: ReadonlySet<string>;
}

/**
 * Checks a parsed body against its schema. A parameter that is null counts as left out, as for Huawei's own service,
 * whose clients send null for what they do not set; unknown parameters are ignored as there.
 * @throws HuaweiError for the first fault; DMS.00400085 where a parameter has the wrong type
 */
export function checkBody<T>(body: unknown, validator: Validator<T>, rules: BodyRules): T {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new HuaweiError('DMS.00400005', 'The body must be a JSON object.');
  }
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
  if (validator.Check(given)) return given;
  const fault = validator.Errors(given)[0];
  if (fault === undefined) throw new HuaweiError('DMS.00400062');
  throw toRefusal(given, fault, rules);
}

function toRefusal(given: Record<string, unknown>, fault: SchemaFault, rules: BodyRules): HuaweiError {
  const path = fault.instancePath.split('/').slice(1);
  if (path[0] === undefined) {
    const [name = 'body'] =
      'requiredProperties' in fault.params ? (fault.params.requiredProperties as string[]) : [];
    return new HuaweiError(
      rules.codes[name] ?? 'DMS.00400062',
      `Parameter ${name} is required; allowed: ${rules.allowed[name] ?? 'any value'}.`,
    );
  }
  const name = path[0];
  const shown = rules.secret.has(name) ? undefined : given[name];
  const allowed = rules.allowed[name] ?? 'another value';
  if (fault.keyword === 'type') {
    const key =
      name +
      path
        .slice(1)
        .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
        .join('');
    return new HuaweiError('DMS.00400085', `The error key is ${key}. Parameter ${name} allows: ${allowed}.`);
  }
  return badParameter(rules.codes[name] ?? 'DMS.00400062', name, shown, allowed);
}

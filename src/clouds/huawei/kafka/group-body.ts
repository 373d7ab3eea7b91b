import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { BodyRules } from '../json-body.ts';
import { checkBody } from '../json-body.ts';

const description = Type.Optional(Type.String({ maxLength: 1024 }));
const createValidator = Compile(
  Type.Object({
    group_name: Type.String({ pattern: '^[A-Za-z0-9._-]{3,249}$' }),
    group_desc: description,
  }),
);
const updateValidator = Compile(
  Type.Object({ group_name: Type.Optional(Type.String()), group_desc: description }),
);
const updatesValidator = Compile(
  Type.Object({
    groups: Type.Array(Type.Object({ group_name: Type.String(), group_desc: description }), {
      minItems: 1,
      maxItems: 100,
    }),
  }),
);
const namesValidator = Compile(
  Type.Object({ group_ids: Type.Array(Type.String(), { minItems: 1, maxItems: 1000 }) }),
);
const topicsValidator = Compile(
  Type.Object({ topics: Type.Array(Type.String(), { minItems: 1, maxItems: 1000 }) }),
);

const rules: BodyRules = {
  allowed: {
    group_name: '3 to 249 letters, digits, dots, underscores and hyphens',
    group_desc: 'at most 1024 characters',
    groups: 'an array of 1 to 100 objects with group_name and group_desc',
    group_ids: 'an array of 1 to 1000 names',
    topics: 'an array of 1 to 1000 names',
  },
  codes: {},
  secret: new Set(),
};

export interface GroupDescription {
  readonly name: string;
  readonly description: string;
}

/** @throws HuaweiError DMS.00400062, DMS.00400085 */
export function newGroup(given: unknown): GroupDescription {
  const body = checkBody(given, createValidator, rules);
  return { name: body.group_name, description: body.group_desc ?? '' };
}

/** Undefined where the body gives none. @throws HuaweiError DMS.00400062, DMS.00400085 */
export function groupDescription(given: unknown): string | undefined {
  return checkBody(given, updateValidator, rules).group_desc;
}

/** @throws HuaweiError DMS.00400062, DMS.00400085 */
export function groupDescriptions(given: unknown): readonly GroupDescription[] {
  const { groups } = checkBody(given, updatesValidator, rules);
  return groups.map((one) => ({ name: one.group_name, description: one.group_desc ?? '' }));
}

/** Each once. @throws HuaweiError DMS.00400062, DMS.00400085 */
export function groupNames(given: unknown): readonly string[] {
  return [...new Set(checkBody(given, namesValidator, rules).group_ids)];
}

/** The topics of which a group shall forget where it stands, each once. @throws HuaweiError DMS.00400062, DMS.00400085 */
export function topicsToForget(given: unknown): readonly string[] {
  return [...new Set(checkBody(given, topicsValidator, rules).topics)];
}

import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { badParameter } from '../errors.ts';
import { checkBody } from '../json-body.ts';
import type { Query } from '../../query.ts';

const validators = {
  topics: Compile(Type.Object({ topics: Type.Array(Type.String(), { minItems: 1, maxItems: 1000 }) })),
  groups: Compile(Type.Object({ groups: Type.Array(Type.String(), { minItems: 1, maxItems: 1000 }) })),
};

/** Whether a call that creates one thing is meant to delete many. @throws HuaweiError for another action */
export function isBatchDelete(query: Query): boolean {
  const action = query.get('action') ?? '';
  if (action !== '' && action !== 'delete') {
    throw badParameter('DMS.00400062', 'action', action, 'delete, or none to create');
  }
  return action === 'delete';
}

/** The names that are to be deleted, each once. @throws HuaweiError */
export function namesToDelete(given: unknown, of: 'topics' | 'groups'): readonly string[] {
  const rules = { allowed: { [of]: 'an array of 1 to 1000 names' }, codes: {}, secret: new Set<string>() };
  const names =
    of === 'topics'
      ? checkBody(given, validators.topics, rules).topics
      : checkBody(given, validators.groups, rules).groups;
  return [...new Set(names)];
}

import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Tag } from '../../../domain/instance/instance.ts';
import { badParameter } from '../errors.ts';
import type { BodyRules } from '../json-body.ts';
import { checkBody } from '../json-body.ts';
import { createBodyRules, createBodySchema } from '../kafka/create-body.ts';
import { resolveTags, tagLimit } from './tags.ts';

const validator = Compile(
  Type.Object({
    action: Type.Enum(['create', 'delete'], { description: 'create or delete' }),
    tags: createBodySchema.properties.tags,
  }),
);

const rules: BodyRules = {
  ...createBodyRules,
  allowed: { ...createBodyRules.allowed, action: 'create or delete' },
  codes: { ...createBodyRules.codes, action: 'DMS.10240040' },
};

/**
 * What the body of the tags call does to the tags of an instance. A key that is there already gets the new value; one that
 * is deleted needs no value, with a value it must be the same, and what is not there needs no deleting: as on the cloud.
 * @throws HuaweiError for the first fault of the body; the change itself DMS.10240020 where an instance would have too many
 */
export function tagChange(given: unknown): (present: readonly Tag[]) => readonly Tag[] {
  const { action, tags: asked = [] } = checkBody(given, validator, rules);
  const tags = resolveTags(asked);
  if (tags.length === 0) {
    throw badParameter(
      'DMS.00400062',
      'tags',
      asked,
      `1 to ${tagLimit} objects with the strings key and value`,
    );
  }
  if (action === 'delete') {
    const valueOf = new Map(asked.map(({ key, value = '' }) => [key, value]));
    return (present) =>
      present.filter(({ key, value }) => {
        const named = valueOf.get(key);
        return named === undefined || (named !== '' && named !== value);
      });
  }
  return (present) => {
    const changed = new Map([...present, ...tags].map(({ key, value }) => [key, value]));
    if (changed.size > tagLimit) {
      throw badParameter(
        'DMS.10240020',
        'tags',
        [...changed.keys()],
        `at most ${tagLimit} tags per instance`,
      );
    }
    return [...changed].map(([key, value]) => ({ key, value }));
  };
}

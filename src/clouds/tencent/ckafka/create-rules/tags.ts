import type { Tag } from '../../../../domain/instance/instance.ts';
import { badParameter, badValue } from '../../errors.ts';
import type { TencentTag } from '../create-parameters.ts';

const tagsAtMost = 50;

/**
 * Tags of an order or of a change.
 * @throws TencentError InvalidParameterValue, InvalidParameterValue.RepetitionValue
 */
export function resolveTags(given: readonly TencentTag[] = []): readonly Tag[] {
  if (given.length > tagsAtMost) throw badValue('Tags', undefined, `at most ${tagsAtMost} tags`);
  const keys = given.map(({ TagKey: key }) => key);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) {
    throw badParameter('InvalidParameterValue.RepetitionValue', 'Tags', repeated, 'each key once');
  }
  return given.map(({ TagKey: key, TagValue: value }) => {
    if (key === '' || key.length > 127) throw badValue('Tags.TagKey', key, '1 to 127 characters');
    if (value.length > 255) throw badValue('Tags.TagValue', value, 'at most 255 characters');
    return { key, value };
  });
}

import type { Tag } from '../../../domain/instance/instance.ts';
import { badValue, unsupported } from '../errors.ts';

export interface AlibabaTag {
  readonly Key?: string;
  readonly Value?: string;
}

const tagsAtMost = 20;

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function resolveTags(given: readonly AlibabaTag[] = []): readonly Tag[] {
  const tags = given.map(({ Key: key = '', Value: value = '' }) => ({ key, value }));
  return checkTags(tags);
}

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function checkTags(tags: readonly Tag[]): readonly Tag[] {
  if (tags.length > tagsAtMost) throw badValue('Tag', undefined, `at most ${tagsAtMost} tags`);
  const keys = tags.map(({ key }) => key);
  for (const [index, { key, value }] of tags.entries()) {
    if (key === '' || key.length > 128) throw badValue('Tag.Key', key, '1 to 128 characters');
    if (value.length > 128) throw badValue('Tag.Value', value, 'at most 128 characters');
    if (keys.indexOf(key) !== index) throw badValue('Tag.Key', key, 'each key once');
  }
  return tags;
}

/** Whether an instance has all of the tags that a list asks for; without a value any will do. */
export function hasTags(present: readonly Tag[], asked: readonly AlibabaTag[] = []): boolean {
  return asked.every(({ Key: key, Value: value }) =>
    present.some((tag) => tag.key === key && (value === undefined || tag.value === value)),
  );
}

/** Topics and groups have tags on the cloud, too. @throws AlibabaError ONS_SERVICE_UNSUPPORTED */
export function requireInstanceType(resourceType: string): void {
  if (resourceType.toUpperCase() !== 'INSTANCE')
    throw unsupported(`Tags of the ResourceType ${resourceType.slice(0, 40)}`);
}

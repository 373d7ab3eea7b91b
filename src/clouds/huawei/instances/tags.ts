import type { Tag } from '../../../domain/instance/instance.ts';
import { badParameter } from '../errors.ts';

// oxlint-disable-next-line no-control-regex -- control characters are what Huawei forbids
const forbidden = /[\u0000-\u001f=*<>,|/]/;
const forbiddenText = 'no control characters and none of = * < > , | /';

/** How many tags an instance may have. */
export const tagLimit = 20;

/**
 * Tags of an instance: keys of 1 to 36 characters, values of up to 43 that may be empty.
 * @throws HuaweiError DMS.10240035, DMS.10240036, DMS.10240038, DMS.10240039, DMS.10240045
 */
export function resolveTags(
  tags: readonly { readonly key: string; readonly value?: string }[] | undefined,
): readonly Tag[] {
  const keys = new Set<string>();
  return (tags ?? []).map(({ key, value = '' }) => {
    const keyLength = Array.from(key).length;
    if (keyLength < 1 || keyLength > 36)
      throw badParameter('DMS.10240035', 'tags.key', key, '1 to 36 characters');
    if (forbidden.test(key)) throw badParameter('DMS.10240036', 'tags.key', key, forbiddenText);
    if (Array.from(value).length > 43)
      throw badParameter('DMS.10240038', 'tags.value', value, 'at most 43 characters');
    if (forbidden.test(value)) throw badParameter('DMS.10240039', 'tags.value', value, forbiddenText);
    if (keys.has(key)) throw badParameter('DMS.10240045', 'tags.key', key, 'each key once');
    keys.add(key);
    return { key, value };
  });
}

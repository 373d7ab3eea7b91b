import { changeBoughtTags, requireBought } from '../alikafka/bought-instances.ts';
import { type AlibabaTag, checkTags, requireInstanceType, resolveTags } from '../alikafka/tags.ts';
import { badValue } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly ResourceId: readonly string[];
  readonly ResourceType: string;
  readonly Tag?: readonly AlibabaTag[];
}

/** Sets tags of instances; a key that is there already gets the new value. */
export const tagResources = operation<Parameters>(
  'alikafka',
  'TagResources',
  async ({ caller, parameters }, services) => {
    requireInstanceType(parameters.ResourceType);
    const given = resolveTags(parameters.Tag);
    if (given.length === 0) throw badValue('Tag', [], 'at least one tag');
    const keys = new Set(given.map(({ key }) => key));
    const found = [];
    for (const id of parameters.ResourceId) found.push(await requireBought(services, caller, id));
    for (const bought of found) {
      await changeBoughtTags(services, caller, bought, (present) =>
        checkTags([...present.filter(({ key }) => !keys.has(key)), ...given]),
      );
    }
    return {};
  },
);

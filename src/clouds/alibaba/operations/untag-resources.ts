import { changeBoughtTags, requireBought } from '../alikafka/bought-instances.ts';
import { requireInstanceType } from '../alikafka/tags.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly ResourceId: readonly string[];
  readonly ResourceType: string;
  readonly TagKey?: readonly string[];
  /** Where no key is given. */
  readonly All?: boolean;
}

/** Removes tags of instances; keys that an instance has not change nothing. */
export const untagResources = operation<Parameters>(
  'alikafka',
  'UntagResources',
  async ({ caller, parameters }, services) => {
    requireInstanceType(parameters.ResourceType);
    const { TagKey: keys = [], All: all = false } = parameters;
    const found = [];
    for (const id of parameters.ResourceId) found.push(await requireBought(services, caller, id));
    for (const bought of found) {
      await changeBoughtTags(services, caller, bought, (present) =>
        keys.length === 0 && all ? [] : present.filter(({ key }) => !keys.includes(key)),
      );
    }
    return {};
  },
);

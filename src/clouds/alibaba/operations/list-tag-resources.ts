import { boughtInstances } from '../alikafka/bought-instances.ts';
import { type AlibabaTag, hasTags, requireInstanceType } from '../alikafka/tags.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly ResourceId?: readonly string[];
  readonly ResourceType: string;
  readonly Tag?: readonly AlibabaTag[];
}

/** Tags of instances, all in one page: NextToken is empty. */
export const listTagResources = operation<Parameters>(
  'alikafka',
  'ListTagResources',
  async ({ caller, parameters, regionId }, services) => {
    requireInstanceType(parameters.ResourceType);
    const { ResourceId: ids = [], Tag: asked } = parameters;
    const found = (await boughtInstances(services, caller)).filter(
      ({ id, offering, tags }) =>
        offering.regionId === regionId && (ids.length === 0 || ids.includes(id)) && hasTags(tags, asked),
    );
    const rows = found.flatMap(({ id, tags }) =>
      tags.map(({ key, value }) => ({
        ResourceId: id,
        ResourceType: 'INSTANCE',
        TagKey: key,
        TagValue: value,
      })),
    );
    return { NextToken: '', TagResources: { TagResource: rows } };
  },
);

import { findInstances } from '../ckafka/find-instances.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

interface Parameters extends PageParameters {
  readonly ServiceType: string;
  readonly ResourcePrefix: string;
  readonly ResourceIds: readonly string[];
}

/** The tags of instances. Terraform asks with every read of one, so that what has no tags has an empty list. */
export const describeResourceTagsByResourceIds = operation<Parameters>(
  'tag',
  'DescribeResourceTagsByResourceIds',
  async ({ caller, parameters, region }, { instances }) => {
    const { offset, limit } = pageOf(parameters, 15, 100);
    const asked = new Set(parameters.ServiceType === 'ckafka' ? parameters.ResourceIds : []);
    const found = await findInstances(
      instances,
      caller,
      { filter: { cloud: 'tencent' }, matches: ({ id }) => asked.has(id) },
      { offset: 0, limit: asked.size },
    );
    const tags = found.instances.flatMap(({ id, spec }) =>
      spec.tags.map(({ key, value }) => ({
        TagKey: key,
        TagValue: value,
        ResourceId: id,
        TagKeyMd5: '',
        TagValueMd5: '',
        ServiceType: 'ckafka',
        ResourceRegion: region,
      })),
    );
    return {
      TotalCount: tags.length,
      Offset: offset,
      Limit: limit,
      Tags: tags.slice(offset, offset + limit),
    };
  },
);

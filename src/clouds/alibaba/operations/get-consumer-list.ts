import { alibabaOffering } from '../alikafka/alibaba-offering.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';
import { pageOfTexts } from '../paging.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly ConsumerId?: string;
  readonly CurrentPage?: number;
  readonly PageSize?: number;
}

/** Groups by name. The Terraform provider takes the first of those that have the name it asks for. */
export const getConsumerList = operation<Parameters>(
  'alikafka',
  'GetConsumerList',
  async ({ caller, parameters }, services) => {
    const { instance } = await requireCluster(services, caller, parameters.InstanceId);
    const { ConsumerId: name, CurrentPage: current, PageSize: size } = parameters;
    const found = (await services.consumerGroups.list(caller, instance.id)).filter(
      ({ id }) => name === undefined || id === name,
    );
    const page = pageOfTexts(found, current, size);
    return {
      CurrentPage: page.number,
      PageSize: page.size,
      Total: page.total,
      ConsumerList: {
        ConsumerVO: page.entries.map(({ id, description, createdAtMs }) => ({
          ConsumerId: id,
          InstanceId: instance.id,
          RegionId: alibabaOffering(instance).regionId,
          Remark: description,
          CreateTime: createdAtMs ?? 0,
          AutomaticallyCreatedGroup: createdAtMs === null,
          Tags: { TagVO: [] },
        })),
      },
    };
  },
);

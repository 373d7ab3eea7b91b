import { boughtInstances } from '../alikafka/bought-instances.ts';
import { countInstance } from '../alikafka/count-instance.ts';
import { instanceView, seriesOf } from '../alikafka/instance-view.ts';
import { isChanging } from '../alikafka/pending-change.ts';
import { type AlibabaTag, hasTags } from '../alikafka/tags.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId?: readonly string[];
  readonly OrderId?: string;
  readonly ResourceGroupId?: string;
  readonly Series?: string;
  readonly Tag?: readonly AlibabaTag[];
}

/** The project's instances in the region, newest first, from their order on; the cloud has no pages here. */
export const getInstanceList = operation<Parameters>(
  'alikafka',
  'GetInstanceList',
  async ({ caller, parameters, regionId }, services) => {
    const { InstanceId: ids = [], OrderId: orderId, ResourceGroupId: group, Series: series } = parameters;
    const found = (await boughtInstances(services, caller)).filter(
      ({ id, offering, tags }) =>
        offering.regionId === regionId &&
        (ids.length === 0 || ids.includes(id)) &&
        (orderId === undefined || offering.orderId === orderId) &&
        (group === undefined || offering.resourceGroupId === group) &&
        (series === undefined || series === seriesOf(offering)) &&
        hasTags(tags, parameters.Tag),
    );
    const views = await Promise.all(
      found.map(async (bought) => {
        const counts = await countInstance(services, caller, bought);
        return instanceView(bought, counts, await isChanging(services, caller, bought));
      }),
    );
    return { InstanceList: { InstanceVO: views } };
  },
);

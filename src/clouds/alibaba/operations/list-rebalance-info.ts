import { rebalanceViews } from '../alikafka/rebalance-view.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly ConsumerId: string;
}

/** When the members of a group were dealt its partitions anew, the newest first, as far as brokers remember it. */
export const listRebalanceInfo = operation<Parameters>(
  'alikafka',
  'ListRebalanceInfo',
  async ({ caller, parameters }, services) => {
    const { ConsumerId: name } = parameters;
    const { instance, administration } = await requireCluster(services, caller, parameters.InstanceId);
    const { coordinatorId } = await services.consumerGroups.get(caller, instance.id, name);
    const rebalances = coordinatorId === null ? [] : await administration.groups.rebalances(name);
    return { Data: { RebalanceInfoList: rebalanceViews(name, rebalances) } };
  },
);

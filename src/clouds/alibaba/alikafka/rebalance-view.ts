import type { Rebalance } from '../../../domain/administration/groups.ts';

/** How long one took and why it began the brokers do not keep; one that failed has no generation. */
export function rebalanceViews(group: string, rebalances: readonly Rebalance[]) {
  return rebalances.map(({ generation, endedAtMs }) => ({
    GroupId: group,
    Generation: generation,
    LastRebalanceTimestamp: endedAtMs,
    RebalanceSuccess: true,
  }));
}

import type { Group, GroupMember } from '../../../domain/administration/groups.ts';
import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { badValue, missing } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  /** `byInstance`, `byGroup` or `byTopic`. */
  readonly Type: string;
  readonly Group?: string;
  readonly Topic?: string;
  /** Epoch ms. */
  readonly StartTime: number;
  readonly EndTime: number;
}

/** Clocks of clients differ: an end that is so long ago still means now. */
const nowWithinMs = 60_000;
const hourMs = 3_600_000;

/**
 * From where clients are connected now: all of the instance, consumers of a group, or consumers of a topic. Of former times nothing is
 * kept, so that a time that is over has nobody.
 */
export const getKafkaClientIp = operation<Parameters>(
  'alikafka',
  'GetKafkaClientIp',
  async ({ caller, parameters }, services) => {
    const { Type: type, StartTime: from, EndTime: to } = parameters;
    if (from >= to) throw badValue('EndTime', to, 'a time after StartTime');
    const { instance, administration } = await requireCluster(services, caller, parameters.InstanceId);
    let name = instance.id;
    let counts: ReadonlyMap<string, number>;
    if (type === 'byInstance') {
      counts = services.clientConnections(instance);
    } else if (type === 'byGroup') {
      name = parameters.Group ?? missing('Group');
      counts = countedBy(await services.consumerGroups.get(caller, instance.id, name));
    } else if (type === 'byTopic') {
      ({ name } = await ownerTopic(administration.topics, parameters.Topic ?? missing('Topic')));
      const groups = await administration.groups.list();
      const readers = groups.flatMap(({ members }) =>
        members.filter(({ assignment }) => assignment.has(name)),
      );
      counts = countedBy({ members: readers });
    } else {
      throw badValue('Type', type, 'byInstance, byGroup or byTopic');
    }
    const isOver = to < services.nowMs() - nowWithinMs;
    const rows = isOver ? [] : [...counts].map(([ip, count]) => ({ Ip: ip, Num: count }));
    return {
      Data: {
        Alert: false,
        StartDate: from,
        EndDate: to,
        SearchTimeRange: Math.ceil((to - from) / hourMs),
        TimeLimitDay: 1,
        Data: { Data: rows.length === 0 ? [] : [{ Name: name, Data: { Data: rows } }] },
      },
    };
  },
);

function countedBy({ members }: { readonly members: Group['members'] }): ReadonlyMap<string, number> {
  const byAddress = Map.groupBy<string, GroupMember>(members, ({ address }) => address);
  return new Map([...byAddress].map(([address, found]) => [address, found.length]));
}

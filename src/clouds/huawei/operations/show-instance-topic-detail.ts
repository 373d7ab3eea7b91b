import { groupsOfTopic } from '../../../domain/administration/owner-topics.ts';
import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';

/** A topic's partitions with the state of each replica, and the groups that stand somewhere in it. */
export const showInstanceTopicDetail: Operation = {
  name: 'ShowInstanceTopicDetail',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/management/topics/{topic}'],
  body: 'none',
  async run(call, { clusters }) {
    const name = call.params['topic'] ?? '';
    const { administration } = await clusters.of(call.caller, instanceIdOf(call));
    const { topics, groups, logDirectories } = administration;
    const topic = await topics.describe(name);
    const [starts, ends, usage] = await Promise.all([
      topics.offsets(name, 'earliest'),
      topics.offsets(name, 'latest'),
      logDirectories.usage(),
    ]);
    const sizes = new Map(
      usage
        .filter((one) => one.topic === name)
        .map((one) => [`${one.partition}/${one.brokerId}`, Number(one.sizeBytes)]),
    );
    return {
      status: 200,
      body: {
        topic: name,
        partitions: topic.partitions.map(({ number, leaderId, replicaIds, inSyncReplicaIds }) => {
          const end = Number(ends.get(number) ?? 0n);
          return {
            partition: number,
            leader: leaderId ?? -1,
            leo: end,
            hw: end,
            lso: Number(starts.get(number) ?? 0n),
            replicas: replicaIds.map((broker) => ({
              broker,
              leader: broker === leaderId,
              in_sync: inSyncReplicaIds.includes(broker),
              size: sizes.get(`${number}/${broker}`) ?? 0,
              // Brokers do not tell how far behind one is that is not in sync.
              lag: inSyncReplicaIds.includes(broker) ? 0 : undefined,
            })),
          };
        }),
        group_subscribed: await groupsOfTopic(groups, name),
      },
    };
  },
};

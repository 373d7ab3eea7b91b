import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';

const count = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

/** The brokers as they are, and how many topics, partitions and groups they hold. */
export const showCluster: Operation = {
  name: 'ShowCluster',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/management/cluster'],
  body: 'none',
  async run(call, { clusters, instances }) {
    const id = instanceIdOf(call);
    const { instance, administration } = await clusters.of(call.caller, id);
    const { brokers, controllerId } = await administration.cluster.describe();
    const topics = (await administration.topics.list()).filter(({ isInternal }) => !isInternal);
    const partitions = topics.flatMap((topic) => topic.partitions);
    const alive = new Set(brokers.map((broker) => broker.id));
    const views = (await instances.brokers(call.caller, id)).map(({ member, address, port }) => {
      const number = Number(member.slice(member.lastIndexOf('-') + 1));
      return {
        host: address,
        port,
        broker_id: String(number),
        is_controller: number === controllerId,
        is_health: alive.has(number),
        version: instance.version,
      };
    });
    return {
      status: 200,
      body: {
        cluster: {
          controller: controllerId === null ? '' : String(controllerId),
          brokers: views,
          topics_count: topics.length,
          partitions_count: partitions.length,
          online_partitions_count: partitions.filter(({ leaderId }) => leaderId !== null).length,
          replicas_count: count(partitions.map(({ replicaIds }) => replicaIds.length)),
          isr_replicas_count: count(partitions.map(({ inSyncReplicaIds }) => inSyncReplicaIds.length)),
          consumers_count: (await administration.groups.list()).length,
        },
      },
    };
  },
};

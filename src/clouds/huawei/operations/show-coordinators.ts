import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';

/** The broker that coordinates each group. */
export const showCoordinators: Operation = {
  name: 'ShowCoordinators',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/management/coordinators'],
  body: 'none',
  async run(call, { clusters, instances }) {
    const id = instanceIdOf(call);
    const { administration } = await clusters.of(call.caller, id);
    const brokers = await instances.brokers(call.caller, id);
    const coordinators = (await administration.groups.list()).map((group) => {
      const broker = brokers.find(({ member }) => member.endsWith(`-${group.coordinatorId}`));
      return {
        group_id: group.id,
        id: group.coordinatorId,
        host: broker?.address ?? '',
        port: broker?.port ?? 0,
      };
    });
    return { status: 200, body: { coordinators } };
  },
};

import type { Operation } from '../../operation.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** The replicas of all brokers that are there now. */
export const showInstanceNodes: Operation = {
  name: 'ShowInstanceNodes',
  method: 'GET',
  paths: ['/v2/{project_id}/{engine}/instances/{instance_id}/nodes'],
  body: 'none',
  async run(call, { rocketmqClusters }) {
    const { instance, administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const groups = await administration.brokers.list();
    const nodes = groups.flatMap(({ name, replicas }) =>
      replicas.map(({ id, address }) => ({
        id: `${instance.id}-${name}-${id}`,
        broker_name: name,
        broker_id: id,
        address,
        public_address: '',
      })),
    );
    const { items, facts } = listPage(call.query, nodes);
    return { status: 200, body: { nodes: items, total: facts.total } };
  },
};

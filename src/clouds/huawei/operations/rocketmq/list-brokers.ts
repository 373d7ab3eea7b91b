import type { Operation } from '../../operation.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { instanceIdOf } from '../../instance-id.ts';

export const listBrokers: Operation = {
  name: 'ListBrokers',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/brokers'],
  body: 'none',
  async run(call, { rocketmqClusters }) {
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const { items, facts } = listPage(call.query, await administration.brokers.list());
    const brokers = items.map(({ name, replicas }) => ({
      broker_name: name,
      ids: replicas.map(({ id }) => id),
    }));
    return { status: 200, body: { brokers, ...facts } };
  },
};

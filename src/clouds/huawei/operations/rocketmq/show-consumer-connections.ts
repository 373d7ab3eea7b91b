import type { Operation } from '../../operation.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Who reads in a group now. */
export const showConsumerConnections: Operation = {
  name: 'ShowConsumerConnections',
  method: 'GET',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/groups/{group}/clients'],
  body: 'none',
  async run(call, { rocketmqClusters }) {
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const group = call.params['group'] ?? '';
    const connection = await administration.groups.connection(group);
    const { items, facts } = listPage(call.query, connection?.clients ?? []);
    const clients = items.map((client) => ({
      language: client.language,
      version: client.version,
      client_id: client.id,
      client_addr: client.address,
      consume_type: client.consumeType,
      subscriptions: client.subscriptions.map(({ topic, expression, type }) => ({ topic, type, expression })),
    }));
    return {
      status: 200,
      body: {
        group_name: group,
        online: connection !== null,
        subscription_consistency: connection?.subscriptionsAgree ?? true,
        clients,
        ...facts,
      },
    };
  },
};

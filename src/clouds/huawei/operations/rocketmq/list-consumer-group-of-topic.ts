import type { Operation } from '../../operation.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** The groups that read a topic or did. */
export const listConsumerGroupOfTopic: Operation = {
  name: 'ListConsumerGroupOfTopic',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/topics/{topic}/groups'],
  body: 'none',
  async run(call, { rocketmqClusters }) {
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const groups = await administration.topics.groupsOf(call.params['topic'] ?? '');
    const { items, facts } = listPage(call.query, groups);
    return { status: 200, body: { groups: items, total: facts.total } };
  },
};

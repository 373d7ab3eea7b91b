import type { Operation } from '../../operation.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { accessPolicies } from '../../rocketmq/user-view.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** What each user may do with a topic. */
export const listTopicAccessPolicy: Operation = {
  name: 'ListTopicAccessPolicy',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/topics/{topic}/accesspolicy'],
  body: 'none',
  async run(call, { rocketmqClusters }) {
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const { name } = await administration.topics.describe(call.params['topic'] ?? '');
    const { items, facts } = listPage(
      call.query,
      accessPolicies(name, await administration.users.list(), 'topic'),
    );
    return { status: 200, body: { name, policies: items, total: facts.total } };
  },
};

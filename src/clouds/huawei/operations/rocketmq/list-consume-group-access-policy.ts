import type { Operation } from '../../operation.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { accessPolicies } from '../../rocketmq/user-view.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** What each user may do with a consumer group. */
export const listConsumeGroupAccessPolicy: Operation = {
  name: 'ListConsumeGroupAccessPolicy',
  method: 'GET',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/groups/{group}/accesspolicy'],
  body: 'none',
  async run(call, { rocketmqClusters }) {
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const { name } = await administration.groups.describe(call.params['group'] ?? '');
    const { items, facts } = listPage(
      call.query,
      accessPolicies(name, await administration.users.list(), 'group'),
    );
    return { status: 200, body: { name, policies: items, total: facts.total } };
  },
};

import type { Operation } from '../../operation.ts';
import { progressView } from '../../rocketmq/group-view.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** The topics that a group reads; with `topic`, where it stands in that one. */
export const showConsumerListOrDetails: Operation = {
  name: 'ShowConsumerListOrDetails',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/groups/{group}/topics'],
  body: 'none',
  async run(call, { rocketmqClusters }) {
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const group = call.params['group'] ?? '';
    const topic = call.query.get('topic') ?? '';
    if (topic !== '') {
      return { status: 200, body: progressView(await administration.groups.progress(group, topic)) };
    }
    const { items, facts } = listPage(call.query, await administration.groups.topicsOf(group));
    return { status: 200, body: { topics: items, total: facts.total } };
  },
};

import type { Operation } from '../../operation.ts';
import { projectTags } from '../../instances/project-tags.ts';
import { listPage } from '../../rocketmq/list-page.ts';

/** The tags of all RocketMQ instances of the project: each key with all of its values. */
export const showRocketmqProjectTags: Operation = {
  name: 'ShowRocketmqProjectTags',
  method: 'GET',
  paths: ['/v2/{project_id}/rocketmq/tags'],
  body: 'none',
  async run(call, { rocketmqInstances }) {
    const { items, facts } = listPage(call.query, await projectTags(rocketmqInstances, call.caller));
    return { status: 200, body: { tags: items, ...facts } };
  },
};

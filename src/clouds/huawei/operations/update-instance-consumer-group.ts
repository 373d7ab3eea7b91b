import { instanceIdOf } from '../instance-id.ts';
import { groupDescription } from '../kafka/group-body.ts';
import type { Operation } from '../operation.ts';

/** Gives a group another description; the name in the body is that of the path. */
export const updateInstanceConsumerGroup: Operation = {
  name: 'UpdateInstanceConsumerGroup',
  method: 'PUT',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/groups/{group}'],
  body: 'json',
  async run(call, { consumerGroups }) {
    const description = groupDescription(call.body) ?? '';
    const name = call.params['group'] ?? '';
    await consumerGroups.describe(call.caller, instanceIdOf(call), name, description);
    return { status: 204 };
  },
};

import { instanceIdOf } from '../instance-id.ts';
import { groupDescriptions } from '../kafka/group-body.ts';
import type { Operation } from '../operation.ts';

/** Gives groups other descriptions; none where one of them does not exist. */
export const updateInstanceGroup: Operation = {
  name: 'UpdateInstanceGroup',
  method: 'PUT',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/groups'],
  body: 'json',
  async run(call, { consumerGroups }) {
    const groups = groupDescriptions(call.body);
    const id = instanceIdOf(call);
    for (const { name } of groups) await consumerGroups.get(call.caller, id, name);
    for (const { name, description } of groups) {
      await consumerGroups.describe(call.caller, id, name, description);
    }
    return { status: 204 };
  },
};

import { instanceIdOf } from '../instance-id.ts';
import { groupOf, offsetsOf } from '../kafka/group-lookup.ts';
import { groupView, lagOf } from '../kafka/group-view.ts';
import type { Operation } from '../operation.ts';

/** A group in a few fields. One that does not exist is shown as dead, which is how Terraform knows. */
export const showGroup: Operation = {
  name: 'ShowGroup',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/groups/{group}'],
  body: 'none',
  async run(call, { clusters, consumerGroups }) {
    const { administration } = await clusters.of(call.caller, instanceIdOf(call));
    const group = await groupOf(call, consumerGroups);
    const lag = lagOf(await offsetsOf(administration, group));
    return { status: 200, body: { group: { ...groupView(group), lag } } };
  },
};

import { instanceIdOf } from '../instance-id.ts';
import { groupOf, offsetsOf } from '../kafka/group-lookup.ts';
import { groupView, memberView, offsetView } from '../kafka/group-view.ts';
import type { Operation } from '../operation.ts';

/** A group with its members and where it stands. */
export const showGroups: Operation = {
  name: 'ShowGroups',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/management/groups/{group}'],
  body: 'none',
  async run(call, { clusters, consumerGroups }) {
    const { administration } = await clusters.of(call.caller, instanceIdOf(call));
    const group = await groupOf(call, consumerGroups);
    const { group_id, state, coordinator_id, assignment_strategy } = groupView(group);
    const offsets = await offsetsOf(administration, group);
    return {
      status: 200,
      body: {
        group: {
          group_id,
          state,
          coordinator_id,
          assignment_strategy,
          members: group.members.map(memberView),
          group_message_offsets: offsets.map(offsetView),
        },
      },
    };
  },
};

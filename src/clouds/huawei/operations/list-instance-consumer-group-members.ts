import { groupOf } from '../kafka/group-lookup.ts';
import { memberView } from '../kafka/group-view.ts';
import type { Operation } from '../operation.ts';
import { pageParameters } from '../query-parameters.ts';

/** Who reads in a group, a page at a time; `host` and `member_id` look for a part. */
export const listInstanceConsumerGroupMembers: Operation = {
  name: 'ListInstanceConsumerGroupMembers',
  method: 'GET',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/groups/{group}/members'],
  body: 'none',
  async run(call, { consumerGroups }) {
    const { offset, limit } = pageParameters(call.query, { max: 50 });
    const [host, memberId] = [call.query.get('host') ?? '', call.query.get('member_id') ?? ''];
    const { members } = await groupOf(call, consumerGroups);
    const found = members
      .filter((member) => member.address.includes(host) && member.id.includes(memberId))
      .map(memberView);
    return { status: 200, body: { members: found.slice(offset, offset + limit), total: found.length } };
  },
};

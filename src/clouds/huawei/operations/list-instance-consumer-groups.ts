import { HuaweiError } from '../errors.ts';
import { instanceIdOf } from '../instance-id.ts';
import { offsetsOf } from '../kafka/group-lookup.ts';
import { groupView, lagOf } from '../kafka/group-view.ts';
import type { Operation } from '../operation.ts';
import { pageParameters } from '../query-parameters.ts';

/** Groups by name, a page at a time, with what they have not read yet; `group` looks for a part of the name. */
export const listInstanceConsumerGroups: Operation = {
  name: 'ListInstanceConsumerGroups',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/groups'],
  body: 'none',
  async run(call, { clusters, consumerGroups }) {
    const { offset, limit } = pageParameters(call.query, { max: 50 });
    const part = call.query.get('group') ?? '';
    const id = instanceIdOf(call);
    const { administration } = await clusters.of(call.caller, id);
    const found = (await consumerGroups.list(call.caller, id)).filter((group) => group.id.includes(part));
    // Terraform's data source asks for page after page until it gets this.
    if (offset > 0 && offset >= found.length) throw new HuaweiError('DMS.40050010');
    const groups = await Promise.all(
      found.slice(offset, offset + limit).map(async (group) => {
        const { assignment_strategy: _, ...view } = groupView(group);
        return { ...view, lag: lagOf(await offsetsOf(administration, group)) };
      }),
    );
    return { status: 200, body: { groups, total: found.length } };
  },
};

import { badParameter } from '../errors.ts';
import { instanceIdOf } from '../instance-id.ts';
import { groupOf, offsetsOf } from '../kafka/group-lookup.ts';
import { lagOf } from '../kafka/group-view.ts';
import type { Operation } from '../operation.ts';
import { pageParameters } from '../query-parameters.ts';

const sortKeys = ['topic', 'partition', 'messages'] as const;

/** The topics in which a group stands somewhere, a page at a time; `topic` looks for a part of the name. */
export const listInstanceConsumerGroupTopics: Operation = {
  name: 'ListInstanceConsumerGroupTopics',
  method: 'GET',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/groups/{group}/topics'],
  body: 'none',
  async run(call, { clusters, consumerGroups }) {
    const { query } = call;
    const { offset, limit } = pageParameters(query, { max: 50 });
    const part = query.get('topic') ?? '';
    const sortKey = oneOf('sort_key', query.get('sort_key'), sortKeys);
    const descends = oneOf('sort_dir', query.get('sort_dir'), ['asc', 'desc']) === 'desc';
    const { administration } = await clusters.of(call.caller, instanceIdOf(call));
    const offsets = await offsetsOf(administration, await groupOf(call, consumerGroups));
    const topics = [...Map.groupBy(offsets, ({ topic }) => topic)]
      .map(([topic, own]) => ({ topic, partitions: own.length, lag: lagOf(own) }))
      .filter(({ topic }) => topic.includes(part))
      .toSorted((one, other) => {
        if (sortKey === 'partition') return one.partitions - other.partitions;
        if (sortKey === 'messages') return one.lag - other.lag;
        return one.topic < other.topic ? -1 : 1;
      });
    if (descends) topics.reverse();
    return { status: 200, body: { topics: topics.slice(offset, offset + limit), total: topics.length } };
  },
};

/** The first one where the parameter is absent or empty. */
function oneOf<Value extends string>(
  name: string,
  given: string | undefined,
  allowed: readonly [Value, ...Value[]],
): Value {
  if (given === undefined || given === '') return allowed[0];
  const found = allowed.find((value) => value === given);
  if (found === undefined) throw badParameter('DMS.00400062', name, given, allowed.join(', '));
  return found;
}

import { badParameter } from '../errors.ts';
import { instanceIdOf } from '../instance-id.ts';
import { groupOf, offsetsOf } from '../kafka/group-lookup.ts';
import { offsetView } from '../kafka/group-view.ts';
import type { Operation } from '../operation.ts';
import { integerParameter, pageParameters } from '../query-parameters.ts';

/** Where a group stands in each partition of a topic, and which member reads it. */
export const listInstanceConsumerGroupMessageOffset: Operation = {
  name: 'ListInstanceConsumerGroupMessageOffset',
  method: 'GET',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/groups/{group}/message-offset'],
  body: 'none',
  async run(call, { clusters, consumerGroups }) {
    const { query } = call;
    const { offset, limit } = pageParameters(query, { max: 50 });
    const topic = query.get('topic') ?? '';
    if (topic === '') throw badParameter('DMS.00400062', 'topic', null, 'the name of a topic');
    const partition = integerParameter(query, 'partition', -1, { min: 0, max: 1e6 });
    const { administration } = await clusters.of(call.caller, instanceIdOf(call));
    const group = await groupOf(call, consumerGroups);
    const own = (await offsetsOf(administration, group)).filter(
      (one) => one.topic === topic && (partition === -1 || one.partition === partition),
    );
    const starts = own.length === 0 ? new Map() : await administration.topics.offsets(topic, 'earliest');
    const views = own.map((one) => {
      const reader = group.members.find(
        ({ assignment }) => assignment.get(topic)?.includes(one.partition) === true,
      );
      return {
        ...offsetView(one),
        message_log_start_offset: Number(starts.get(one.partition) ?? 0n),
        consumer_id: reader?.id ?? '',
        client_id: reader?.clientId ?? '',
        host: reader?.address ?? '',
      };
    });
    const page = views.slice(offset, offset + limit);
    return { status: 200, body: { group_message_offsets: page, total: views.length } };
  },
};

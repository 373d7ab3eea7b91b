import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';
import { pageParameters } from '../query-parameters.ts';

/** Where the messages of each partition begin and end. */
export const listTopicPartitions: Operation = {
  name: 'ListTopicPartitions',
  method: 'GET',
  paths: ['/v2/{project_id}/kafka/instances/{instance_id}/topics/{topic}/partitions'],
  body: 'none',
  async run(call, { clusters }) {
    const { offset, limit } = pageParameters(call.query, { max: 200 });
    const name = call.params['topic'] ?? '';
    const { administration } = await clusters.of(call.caller, instanceIdOf(call));
    const { topics } = administration;
    const { partitions } = await topics.describe(name);
    const [starts, ends] = await Promise.all([
      topics.offsets(name, 'earliest'),
      topics.offsets(name, 'latest'),
    ]);
    const page = partitions.slice(offset, offset + limit).map(({ number }) => {
      const [start, end] = [starts.get(number) ?? 0n, ends.get(number) ?? 0n];
      return {
        partition: number,
        start_offset: Number(start),
        last_offset: Number(end),
        message_count: Number(end - start),
      };
    });
    return { status: 200, body: { total: partitions.length, partitions: page } };
  },
};

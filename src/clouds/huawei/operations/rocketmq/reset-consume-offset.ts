import type { Operation } from '../../operation.ts';
import { offsetReset } from '../../rocketmq/message-body.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Has a group go on at a time, whether it has consumers now or not. */
export const resetConsumeOffset: Operation = {
  name: 'ResetConsumeOffset',
  method: 'POST',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/groups/{group}/reset-message-offset'],
  body: 'json',
  async run(call, { rocketmqClusters }) {
    const { topic, timestampMs } = offsetReset(call.body);
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const group = call.params['group'] ?? '';
    const queues = await administration.groups.resetOffsets(group, topic, timestampMs);
    return {
      status: 200,
      body: {
        queues: queues.map(({ brokerName, queueId, offset }) => ({
          broker_name: brokerName,
          queue_id: queueId,
          timestamp_offset: Number(offset),
        })),
      },
    };
  },
};

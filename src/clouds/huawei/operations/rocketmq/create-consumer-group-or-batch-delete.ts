import type { Operation } from '../../operation.ts';
import { requireRocketmqRoom } from '../../../../domain/limits/rocketmq-room.ts';
import { isBatchDelete, namesToDelete } from '../../rocketmq/batch-delete.ts';
import { brokerNamesOf } from '../../rocketmq/broker-names.ts';
import { deleteGroupOf } from '../../rocketmq/delete-group-of.ts';
import { newGroup } from '../../rocketmq/group-body.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Makes a consumer group, or with `action=delete` deletes those that the body names. */
export const createConsumerGroupOrBatchDeleteConsumerGroup: Operation = {
  name: 'CreateConsumerGroupOrBatchDeleteConsumerGroup',
  method: 'POST',
  paths: ['/v2/{project_id}/instances/{instance_id}/groups'],
  body: 'json',
  async run(call, { rocketmqClusters, annotations, recordTask, nowMs }) {
    const id = instanceIdOf(call);
    if (isBatchDelete(call.query)) {
      const names = namesToDelete(call.body, 'groups');
      const { administration } = await rocketmqClusters.of(call.caller, id);
      for (const name of names) await deleteGroupOf(administration, annotations, id, name);
      return { status: 200, body: { job_id: await recordTask(call.caller, id, 'delete-groups') } };
    }
    const { instance, administration } = await rocketmqClusters.of(call.caller, id);
    const { group, description } = newGroup(call.body, await brokerNamesOf(administration));
    const present = (await administration.groups.list()).map(({ brokers }) => brokers);
    requireRocketmqRoom('group', instance, present, group.brokers);
    await administration.groups.create(group);
    const { name } = group;
    await annotations.save(id, { kind: 'group', name, description, createdAtMs: nowMs() });
    return { status: 200, body: { name } };
  },
};

import type { Operation } from '../../operation.ts';
import { requireRocketmqRoom } from '../../../../domain/limits/rocketmq-room.ts';
import type { TopicOnBroker } from '../../../../domain/rocketmq-administration/topics.ts';
import { isBatchDelete, namesToDelete } from '../../rocketmq/batch-delete.ts';
import { brokerNamesOf } from '../../rocketmq/broker-names.ts';
import { deleteTopicOf } from '../../rocketmq/delete-topic-of.ts';
import { messageTypeWord, newTopic } from '../../rocketmq/topic-body.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Makes a topic, or with `action=delete` deletes those that the body names. */
export const createTopicOrBatchDeleteTopic: Operation = {
  name: 'CreateTopicOrBatchDeleteTopic',
  method: 'POST',
  paths: ['/v2/{project_id}/instances/{instance_id}/topics'],
  body: 'json',
  async run(call, { rocketmqClusters, annotations, recordTask, nowMs }) {
    const id = instanceIdOf(call);
    if (isBatchDelete(call.query)) {
      const names = namesToDelete(call.body, 'topics');
      const { administration } = await rocketmqClusters.of(call.caller, id);
      for (const name of names) await deleteTopicOf(administration, annotations, id, name);
      return { status: 200, body: { job_id: await recordTask(call.caller, id, 'delete-topics') } };
    }
    const { instance, administration } = await rocketmqClusters.of(call.caller, id);
    const order = newTopic(call.body, await brokerNamesOf(administration));
    const topics = await administration.topics.list();
    const present = topics.map(({ brokers }) => namesOf(brokers));
    requireRocketmqRoom('topic', instance, present, namesOf(order.brokers));
    if (!topics.some(({ name }) => name === order.name)) {
      // Before the topic: RocketMQ 4 keeps no type, so that one kept after a crash in between would be lost for good.
      const kept = { name: order.name, createdAtMs: nowMs() };
      await annotations.save(id, { ...kept, kind: 'topic', description: '' });
      await annotations.save(id, {
        ...kept,
        kind: 'topic-type',
        description: messageTypeWord(order.messageType),
      });
    }
    await administration.topics.create(order);
    return { status: 200, body: { id: order.name } };
  },
};

function namesOf(brokers: readonly TopicOnBroker[]): readonly string[] {
  return brokers.map(({ brokerName }) => brokerName);
}

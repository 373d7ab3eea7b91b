import { instanceIdOf } from '../instance-id.ts';
import { newGroup } from '../kafka/group-body.ts';
import type { Operation } from '../operation.ts';

/** Makes a group before its first consumer comes. The answer is 200 with a text. */
export const createKafkaConsumerGroup: Operation = {
  name: 'CreateKafkaConsumerGroup',
  method: 'POST',
  paths: ['/v2/{project_id}/kafka/instances/{instance_id}/group'],
  body: 'json',
  async run(call, { consumerGroups }) {
    const { name, description } = newGroup(call.body);
    await consumerGroups.create(call.caller, instanceIdOf(call), name, description);
    return { status: 200, body: name };
  },
};

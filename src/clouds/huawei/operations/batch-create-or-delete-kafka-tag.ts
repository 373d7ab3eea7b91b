import { instanceIdOf } from '../instance-id.ts';
import { tagChange } from '../instances/tag-change.ts';
import type { Operation } from '../operation.ts';

export const batchCreateOrDeleteKafkaTag: Operation = {
  name: 'BatchCreateOrDeleteKafkaTag',
  method: 'POST',
  paths: ['/v2/{project_id}/kafka/{instance_id}/tags/action'],
  body: 'json',
  async run(call, { instances }) {
    await instances.changeTags(call.caller, instanceIdOf(call), tagChange(call.body));
    return { status: 204 };
  },
};

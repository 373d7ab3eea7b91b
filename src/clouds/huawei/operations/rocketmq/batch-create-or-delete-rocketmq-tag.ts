import type { Operation } from '../../operation.ts';
import { tagChange } from '../../instances/tag-change.ts';
import { instanceIdOf } from '../../instance-id.ts';

export const batchCreateOrDeleteRocketmqTag: Operation = {
  name: 'BatchCreateOrDeleteRocketmqTag',
  method: 'POST',
  paths: ['/v2/{project_id}/rocketmq/{instance_id}/tags/action'],
  body: 'json',
  async run(call, { rocketmqInstances }) {
    const id = instanceIdOf(call);
    const change = tagChange(call.body);
    await rocketmqInstances.get(call.caller, id);
    await rocketmqInstances.changeTags(call.caller, id, change);
    return { status: 204 };
  },
};

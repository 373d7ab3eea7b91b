import type { Operation } from '../../operation.ts';
import { rocketmqConfigChanges } from '../../rocketmq/instance-configs.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Brokers take these settings as they run, and keep them. */
export const updateRocketMqConfigs: Operation = {
  name: 'UpdateRocketMqConfigs',
  method: 'PUT',
  paths: ['/v2/{project_id}/rocketmq/instances/{instance_id}/configs'],
  body: 'json',
  async run(call, { rocketmqInstances, rocketmqClusters }) {
    const id = instanceIdOf(call);
    const { retentionHours } = rocketmqConfigChanges(call.body);
    const { administration } = await rocketmqClusters.of(call.caller, id);
    await rocketmqInstances.change(call.caller, id, {
      kind: 'rocketmq',
      task: 'change-settings',
      spec: { retentionHours },
    });
    await administration.brokers.setProperties(new Map([['fileReservedTime', String(retentionHours)]]));
    return { status: 204 };
  },
};

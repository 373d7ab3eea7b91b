import type { Operation } from '../../operation.ts';
import { rocketmqConfigsView } from '../../rocketmq/instance-configs.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** The settings of the brokers that an owner may change. */
export const showRocketMqConfigs: Operation = {
  name: 'ShowRocketMqConfigs',
  method: 'GET',
  paths: ['/v2/{project_id}/rocketmq/instances/{instance_id}/configs'],
  body: 'none',
  async run(call, { rocketmqInstances }) {
    const { spec } = await rocketmqInstances.get(call.caller, instanceIdOf(call));
    const { items, facts } = listPage(call.query, rocketmqConfigsView(spec));
    return { status: 200, body: { rocketmq_configs: items, ...facts } };
  },
};

import { instanceIdOf } from '../instance-id.ts';
import { instanceConfigsView } from '../kafka/instance-configs.ts';
import type { Operation } from '../operation.ts';

/** The instance-wide settings that an owner may change; a topic's own setting overrides them. */
export const showInstanceConfigs: Operation = {
  name: 'ShowInstanceConfigs',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/configs'],
  body: 'none',
  async run(call, { kafkaInstances }) {
    const { spec } = await kafkaInstances.get(call.caller, instanceIdOf(call));
    return { status: 200, body: { kafka_configs: instanceConfigsView(spec) } };
  },
};

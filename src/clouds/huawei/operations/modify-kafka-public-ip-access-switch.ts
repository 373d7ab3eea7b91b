import { instanceIdOf } from '../instance-id.ts';
import { publicAccessChange } from '../kafka/public-access-change.ts';
import type { Operation } from '../operation.ts';

/** Switches public access on or off: the brokers are restarted one by one, with a listener more or less. */
export const modifyKafkaPublicIpAccessSwitch: Operation = {
  name: 'ModifyKafkaPublicIpAccessSwitch',
  method: 'POST',
  paths: ['/v1/{project_id}/instances/{instance_id}/public-boundwidth'],
  body: 'json',
  async run(call, { kafkaInstances, publicAddresses }) {
    const id = instanceIdOf(call);
    const instance = await kafkaInstances.get(call.caller, id);
    const held = await publicAddresses.list(call.caller);
    await kafkaInstances.change(call.caller, id, publicAccessChange(call.body, instance, held));
    return { status: 204 };
  },
};

import type { Operation } from '../../operation.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Restarts the brokers, one at a time. */
export const restartInstance: Operation = {
  name: 'RestartInstance',
  method: 'POST',
  paths: ['/v2/{project_id}/{engine}/instances/{instance_id}/restart'],
  body: 'none',
  async run(call, { rocketmqInstances }) {
    const id = instanceIdOf(call);
    const { spec } = await rocketmqInstances.get(call.caller, id);
    await rocketmqInstances.restart(call.caller, id);
    const nodes = Array.from({ length: spec.brokerCount }, (_, index) => `broker-${index + 1}`);
    return { status: 200, body: { instance_id: id, result: 'success', nodes } };
  },
};

import { instanceIdOf } from '../instance-id.ts';
import { portProtocolChange } from '../kafka/port-protocol-change.ts';
import type { Operation } from '../operation.ts';

/** Switches one of the clients' listeners on or off: the brokers are restarted one by one, and the job ends with the last. */
export const updateKafkaPortProtocol: Operation = {
  name: 'UpdateKafkaPortProtocol',
  method: 'POST',
  paths: ['/v2/{project_id}/{engine}/instances/{instance_id}/plain-ssl-switch'],
  body: 'json',
  async run(call, { instances }) {
    const { protocol, enable, change } = portProtocolChange(call.body);
    const jobId = await instances.change(call.caller, instanceIdOf(call), change);
    return { status: 200, body: { job_id: jobId, protocol, enable } };
  },
};

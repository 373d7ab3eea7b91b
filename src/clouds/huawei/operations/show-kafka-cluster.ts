import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';

/** The brokers and whether each is running. Terraform asks at each refresh. */
export const showKafkaCluster: Operation = {
  name: 'ShowKafkaCluster',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/manage/cluster'],
  body: 'none',
  async run(call, { instances }) {
    const brokers = await instances.brokers(call.caller, instanceIdOf(call));
    const views = brokers.map(({ member, address, port, isRunning }) => ({
      host: address,
      port,
      // `broker-2` has the id 2, as a string in this answer.
      broker_id: member.slice(member.lastIndexOf('-') + 1),
      health: isRunning,
    }));
    return { status: 200, body: { cluster: { brokers: views } } };
  },
};

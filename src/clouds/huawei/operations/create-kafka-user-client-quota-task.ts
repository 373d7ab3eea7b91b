import { instanceIdOf } from '../instance-id.ts';
import { clientQuota, requireQuota } from '../kafka/client-quota.ts';
import type { Operation } from '../operation.ts';

/** Limits what clients send and read. Brokers go by it at the time of the answer; its task has ended by then. */
export const createKafkaUserClientQuotaTask: Operation = {
  name: 'CreateKafkaUserClientQuotaTask',
  method: 'POST',
  paths: ['/v2/kafka/{project_id}/instances/{instance_id}/kafka-user-client-quota'],
  body: 'json',
  async run(call, { clusters, recordTask }) {
    const { client, limits } = clientQuota(call.body);
    const { instance, administration } = await clusters.of(call.caller, instanceIdOf(call));
    await requireQuota(administration, client, false);
    await administration.quotas.set(client, limits);
    return { status: 200, body: { job_id: await recordTask(call.caller, instance.id, 'change-quota') } };
  },
};

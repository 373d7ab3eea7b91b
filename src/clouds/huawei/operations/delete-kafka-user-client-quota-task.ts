import { instanceIdOf } from '../instance-id.ts';
import { quotaClient, requireQuota } from '../kafka/client-quota.ts';
import type { Operation } from '../operation.ts';

/** Removes all limits of these clients. The body says which. */
export const deleteKafkaUserClientQuotaTask: Operation = {
  name: 'DeleteKafkaUserClientQuotaTask',
  method: 'DELETE',
  paths: ['/v2/kafka/{project_id}/instances/{instance_id}/kafka-user-client-quota'],
  body: 'json',
  async run(call, { clusters, recordTask }) {
    const client = quotaClient(call.body);
    const { instance, administration } = await clusters.of(call.caller, instanceIdOf(call));
    await requireQuota(administration, client, true);
    await administration.quotas.remove(client);
    return { status: 200, body: { job_id: await recordTask(call.caller, instance.id, 'change-quota') } };
  },
};

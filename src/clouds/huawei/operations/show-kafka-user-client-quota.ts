import { instanceIdOf } from '../instance-id.ts';
import { clientQuotas, clientQuotaView } from '../kafka/client-quota.ts';
import type { Operation } from '../operation.ts';
import { pageParameters } from '../query-parameters.ts';

/** The limits of clients. Terraform asks for one page without saying how long, and looks for its quota there. */
export const showKafkaUserClientQuota: Operation = {
  name: 'ShowKafkaUserClientQuota',
  method: 'GET',
  paths: ['/v2/kafka/{project_id}/instances/{instance_id}/kafka-user-client-quota'],
  body: 'none',
  async run(call, { clusters }) {
    const { offset, limit } = pageParameters(call.query, { fallback: 1000, max: 1000 });
    const { administration } = await clusters.of(call.caller, instanceIdOf(call));
    const quotas = (await clientQuotas(administration)).map(clientQuotaView);
    return { status: 200, body: { quotas: quotas.slice(offset, offset + limit), count: quotas.length } };
  },
};

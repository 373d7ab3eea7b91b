import type { KafkaSpec } from '../../../../domain/instance/instance.ts';
import type { CreateBody } from '../create-body.ts';

/** What brokers do when their storage is full, in domain words. */
export function atCapacityOf(policy: NonNullable<CreateBody['retention_policy']>): KafkaSpec['atCapacity'] {
  return policy === 'produce_reject' ? 'refuse-writes' : 'delete-oldest';
}

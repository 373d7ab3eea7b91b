import type { Selectable } from 'kysely';
import type {
  Endpoint,
  Instance,
  InstanceFacts,
  KafkaSpec,
  Offering,
  RocketmqSpec,
} from '../domain/instance/instance.ts';
import type { InstanceStatus } from '../domain/instance/lifecycle.ts';
import type { InstanceRow } from './schema.ts';

/** The columns that the domain sees; those of the reconciler's bookkeeping are not among them. */
export const instanceColumns = [
  'id',
  'project_id',
  'name',
  'description',
  'engine',
  'version',
  'offering',
  'spec',
  'status',
  'status_reason',
  'created_at_ms',
  'created_by_user_id',
  'created_by_user_name',
  'endpoints',
] as const satisfies readonly (keyof InstanceRow)[];

export type InstanceColumns = Pick<Selectable<InstanceRow>, (typeof instanceColumns)[number]>;

/** The domain's view of a stored instance. */
export function toInstance(row: InstanceColumns): Instance {
  const facts: InstanceFacts = {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    description: row.description,
    version: row.version,
    offering: JSON.parse(row.offering) as Offering,
    status: row.status as InstanceStatus,
    statusReason: row.status_reason,
    createdAtMs: row.created_at_ms,
    createdByUserId: row.created_by_user_id,
    createdByUserName: row.created_by_user_name,
    endpoints: JSON.parse(row.endpoints) as Endpoint[],
  };
  return row.engine === 'rocketmq'
    ? { ...facts, engine: 'rocketmq', spec: JSON.parse(row.spec) as RocketmqSpec }
    : { ...facts, engine: 'kafka', spec: JSON.parse(row.spec) as KafkaSpec };
}

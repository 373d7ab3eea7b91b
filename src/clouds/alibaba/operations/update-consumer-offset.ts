import { resetClamped } from '../../../domain/administration/clamped-reset.ts';
import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { badValue, missing } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly ConsumerId: string;
  readonly Topic: string;
  /** `timestamp`, also where it is left out, or `offset`. */
  readonly ResetType?: string;
  /** Milliseconds; -1 is the end. */
  readonly Time?: string;
  readonly Offsets?: readonly { readonly Partition?: number; readonly Offset?: number }[];
}

/** Moves a group without consumers in a topic. */
export const updateConsumerOffset = operation<Parameters>(
  'alikafka',
  'UpdateConsumerOffset',
  async ({ caller, parameters }, services) => {
    const { ConsumerId: name, ResetType: type = 'timestamp', Offsets: rows } = parameters;
    const { instance, administration } = await requireCluster(services, caller, parameters.InstanceId);
    const { id } = await services.consumerGroups.get(caller, instance.id, name);
    const { name: topic } = await ownerTopic(administration.topics, parameters.Topic);
    if (type === 'offset') {
      if (rows === undefined || rows.length === 0) missing('Offsets');
      const offsets = new Map(rows.map((row) => [row.Partition ?? 0, BigInt(row.Offset ?? 0)]));
      await resetClamped(administration, id, topic, [...offsets.keys()], (at) => offsets.get(at) ?? null);
    } else if (type === 'timestamp') {
      const time = parameters.Time ?? missing('Time');
      if (!/^(-1|\d{1,15})$/.test(time)) throw badValue('Time', time, 'milliseconds since 1970, or -1');
      const position = time === '-1' ? 'latest' : { timestampMs: Number(time) };
      await administration.groups.resetOffsets(id, { topic, position });
    } else throw badValue('ResetType', type, 'timestamp or offset');
    return {};
  },
);

import { resetClamped } from '../../../domain/administration/clamped-reset.ts';
import type { ClusterAdministration } from '../../../domain/administration/cluster-administration.ts';
import type { ConsumerGroup } from '../../../domain/consumer-group/consumer-group-service.ts';
import { badValue, TencentError } from '../errors.ts';
import { offsetsByTopic } from './group-offsets.ts';

/** How ModifyGroupOffsets moves a group. */
export interface OffsetChange {
  /** 0 by Shift messages, 1 to ShiftTimestamp, 2 to Offset. */
  readonly Strategy: number;
  readonly Shift?: number;
  /** Milliseconds; -1 is the end, -2 the beginning. */
  readonly ShiftTimestamp?: number;
  readonly Offset?: number;
  /** All where it is left out or empty. */
  readonly Partitions?: readonly number[];
}

type Administration = Pick<ClusterAdministration, 'groups' | 'topics'>;

/**
 * Moves a group in a topic.
 * @throws TencentError InvalidParameterValue, MissingParameter; DomainError group-not-empty, topic-not-found, invalid-offset
 */
export async function moveGroup(
  administration: Administration,
  group: ConsumerGroup,
  topic: string,
  change: OffsetChange,
): Promise<void> {
  const partitions = (change.Partitions ?? []).length === 0 ? null : (change.Partitions ?? null);
  switch (change.Strategy) {
    case 0: {
      const shift = BigInt(required('Shift', change.Shift, change.Strategy));
      const stands = new Map(
        ((await offsetsByTopic(administration, group)).get(topic) ?? []).map((one) => [
          one.partition,
          one.committedOffset,
        ]),
      );
      const moved = (partition: number) => {
        const now = stands.get(partition);
        return now === undefined ? null : now + shift;
      };
      return resetClamped(administration, group.id, topic, partitions, moved);
    }
    case 1: {
      const time = required('ShiftTimestamp', change.ShiftTimestamp, change.Strategy);
      if (time < -2) throw badValue('ShiftTimestamp', time, 'a time in milliseconds, -1 or -2');
      const position = time === -1 ? 'latest' : time === -2 ? 'earliest' : { timestampMs: time };
      const which = partitions === null ? {} : { partitions };
      await administration.groups.resetOffsets(group.id, { topic, ...which, position });
      return undefined;
    }
    case 2: {
      const offset = BigInt(required('Offset', change.Offset, change.Strategy));
      return resetClamped(administration, group.id, topic, partitions, () => offset);
    }
    default:
      throw badValue('Strategy', change.Strategy, '0 (shift), 1 (time) or 2 (offset)');
  }
}

function required(name: string, value: number | undefined, strategy: number): number {
  if (value !== undefined) return value;
  throw new TencentError('MissingParameter', `Strategy ${strategy} needs the parameter \`${name}\`.`);
}

import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { resetClamped } from '../../../domain/administration/clamped-reset.ts';
import type { ClusterAdministration } from '../../../domain/administration/cluster-administration.ts';
import { badParameter } from '../errors.ts';
import type { BodyRules } from '../json-body.ts';
import { checkBody } from '../json-body.ts';

/** Terraform sends numbers as strings. */
const wholeNumber = Type.Union([Type.Integer(), Type.String({ pattern: '^-?\\d{1,18}$' })]);
const validator = Compile(
  Type.Object({
    topic: Type.Optional(Type.String()),
    partition: Type.Integer({ minimum: -1 }),
    message_offset: Type.Optional(wholeNumber),
    timestamp: Type.Optional(wholeNumber),
  }),
);

const rules: BodyRules = {
  allowed: {
    topic: 'the name of a topic; empty for all that the group reads',
    partition: 'the number of a partition; -1 for all',
    message_offset: 'a whole number',
    timestamp: 'a time in milliseconds since 1970',
  },
  codes: {},
  secret: new Set(),
};

export interface OffsetResetOrder {
  /** Null for all topics in which the group stands. */
  readonly topic: string | null;
  /** Null for all. */
  readonly partition: number | null;
  readonly position: { readonly offset: bigint } | { readonly timestampMs: number };
}

/** @throws HuaweiError DMS.00400062, DMS.00400085; also where the body has both an offset and a time, or neither */
export function offsetResetOrder(given: unknown): OffsetResetOrder {
  const { topic = '', partition, message_offset: offset, timestamp } = checkBody(given, validator, rules);
  if ((offset === undefined) === (timestamp === undefined)) {
    throw badParameter('DMS.00400062', 'message_offset', offset, 'either this or timestamp');
  }
  return {
    topic: topic === '' ? null : topic,
    partition: partition === -1 ? null : partition,
    position: offset === undefined ? { timestampMs: Number(timestamp) } : { offset: BigInt(offset) },
  };
}

/** Puts the group's offsets in a topic. An offset before the first message or behind the end counts as those. */
export async function resetTopicOffsets(
  administration: Pick<ClusterAdministration, 'groups' | 'topics'>,
  groupId: string,
  topic: string,
  { partition, position }: OffsetResetOrder,
): Promise<void> {
  const partitions = partition === null ? null : [partition];
  if ('timestampMs' in position) {
    const which = partitions === null ? {} : { partitions };
    await administration.groups.resetOffsets(groupId, { topic, ...which, position });
    return;
  }
  await resetClamped(administration, groupId, topic, partitions, () => position.offset);
}

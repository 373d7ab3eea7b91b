import { Writer, createAPI, offsetCommitV2 } from '@platformatic/kafka';

type OffsetCommitTopic = Parameters<typeof offsetCommitV2.createRequest>[4][number];
type OffsetCommitResponse = ReturnType<typeof offsetCommitV2.parseResponse>;

/**
 * OffsetCommit version 2 with a retention of a millisecond, which the client library has no argument for. The broker
 * drops such offsets when it next looks for expired ones, and with its last offset a group without members.
 */
export function createRequest(groupId: string, topics: readonly OffsetCommitTopic[]): Writer {
  return Writer.create()
    .appendString(groupId, false)
    .appendInt32(-1) // generation: that of a client that is no member
    .appendString('', false) // member
    .appendInt64(1n) // retention in milliseconds
    .appendArray(
      [...topics],
      (writer, topic) => {
        writer.appendString(topic.name, false).appendArray(
          topic.partitions,
          (inner, partition) => {
            inner
              .appendInt32(partition.partitionIndex)
              .appendInt64(partition.committedOffset)
              .appendString(partition.committedMetadata ?? '', false);
          },
          false,
          false,
        );
      },
      false,
      false,
    );
}

export const { parseResponse } = offsetCommitV2;

export const api = createAPI<[groupId: string, topics: readonly OffsetCommitTopic[]], OffsetCommitResponse>(
  8,
  2,
  createRequest,
  parseResponse,
  false,
  false,
);

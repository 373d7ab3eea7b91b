/**
 * Reads a member's assignment as consumers encode it (`ConsumerProtocolAssignment`: version, topics with partitions, data of
 * the assignor): partitions by topic. Nothing is assigned while the group rebalances; what is no such assignment is none.
 */
export function decodeAssignment(bytes: Uint8Array): ReadonlyMap<string, readonly number[]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const assignment = new Map<string, readonly number[]>();
  if (buffer.length < 6) return assignment;
  try {
    let at = 2;
    const int32 = (): number => {
      const value = buffer.readInt32BE(at);
      at += 4;
      return value;
    };
    const topicCount = int32();
    for (let topic = 0; topic < topicCount; topic += 1) {
      const length = buffer.readInt16BE(at);
      const name = buffer.toString('utf8', at + 2, at + 2 + length);
      at += 2 + length;
      const partitions: number[] = [];
      const partitionCount = int32();
      for (let index = 0; index < partitionCount; index += 1) partitions.push(int32());
      assignment.set(name, partitions);
    }
    return assignment;
  } catch (error) {
    if (error instanceof RangeError) return new Map();
    throw error;
  }
}

import {
  Reader,
  type RecordsBatch,
  compressionsAlgorithmsByBitmask,
  readRecordsBatches,
} from '@platformatic/kafka';

/** Offset and size, which stand before everything else in all formats. */
const headBytes = 12;
/** Where all formats have the format's number: after a checksum, or the leader's epoch. */
const formatAt = 16;
const firstBatchFormat = 2;
const compressionBits = 7;
const appendTimeBit = 8;

/**
 * What a partition holds, in whatever format: batches as brokers keep them from 0.11 on, or single messages (formats 0 and
 * 1), which 0.10.2 has, and a newer broker too where they were written before its upgrade. Each old message, or compressed set of
 * them, is answered as a batch. What is cut off at the end is left out.
 */
export function readMessageSet(bytes: Buffer): RecordsBatch[] {
  const batches: RecordsBatch[] = [];
  for (const entry of entriesOf(bytes)) {
    if (entry.readInt8(formatAt) >= firstBatchFormat) batches.push(...readRecordsBatches(Reader.from(entry)));
    else batches.push(batchOf(oldMessage(entry)));
  }
  return batches;
}

function* entriesOf(bytes: Buffer): Generator<Buffer> {
  let position = 0;
  while (bytes.length - position > formatAt) {
    const sizeBytes = bytes.readInt32BE(position + 8);
    if (sizeBytes < 0) throw new Error(`A stored message says that it has ${sizeBytes} bytes.`);
    const end = position + headBytes + sizeBytes;
    if (end > bytes.length) return;
    yield bytes.subarray(position, end);
    position = end;
  }
}

interface OldMessage {
  readonly format: number;
  readonly attributes: number;
  readonly offset: bigint;
  /** -1 where the format has none. */
  readonly timestamp: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

function oldMessage(entry: Buffer): OldMessage {
  const format = entry.readInt8(formatAt);
  let position = formatAt + 2;
  let timestamp = -1n;
  if (format === 1) {
    timestamp = entry.readBigInt64BE(position);
    position += 8;
  }
  const field = () => {
    const length = entry.readInt32BE(position);
    position += 4;
    if (length < 0) return null;
    position += length;
    return entry.subarray(position - length, position);
  };
  return {
    format,
    attributes: entry.readInt8(formatAt + 1),
    offset: entry.readBigInt64BE(0),
    timestamp,
    key: field(),
    value: field(),
  };
}

function batchOf(outer: OldMessage): RecordsBatch {
  const messages = withinOf(outer);
  const [first] = messages;
  if (first === undefined) throw new Error('A compressed set of messages was empty.');
  const last = messages.at(-1) ?? first;
  return {
    firstOffset: first.offset,
    length: 0,
    partitionLeaderEpoch: -1,
    magic: outer.format,
    crc: 0,
    attributes: 0,
    lastOffsetDelta: Number(last.offset - first.offset),
    firstTimestamp: first.timestamp,
    maxTimestamp: last.timestamp,
    producerId: -1n,
    producerEpoch: -1,
    firstSequence: -1,
    records: messages.map(({ offset, timestamp, key, value }) => ({
      length: 0,
      attributes: 0,
      offsetDelta: Number(offset - first.offset),
      timestampDelta: timestamp - first.timestamp,
      key,
      value,
      headers: [],
    })),
  };
}

/** A compressed message's value is a set of messages. In format 1 their offsets count from the set's beginning, its own is the last one's. */
function withinOf(outer: OldMessage): readonly OldMessage[] {
  const compression = outer.attributes & compressionBits;
  if (compression === 0) return [outer];
  const algorithm = compressionsAlgorithmsByBitmask[compression];
  if (algorithm === undefined)
    throw new Error(`Messages are compressed by way ${compression}, which is unknown.`);
  const inner = [...entriesOf(algorithm.decompressSync(outer.value ?? Buffer.alloc(0)))].map(oldMessage);
  if (outer.format === 0) return inner;
  const base = outer.offset - (inner.at(-1)?.offset ?? 0n);
  const isAppendTime = (outer.attributes & appendTimeBit) !== 0;
  return inner.map((message) => ({
    ...message,
    offset: base + message.offset,
    timestamp: isAppendTime ? outer.timestamp : message.timestamp,
  }));
}

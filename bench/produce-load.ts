import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { crc32 } from 'node:zlib';
import { crc32c } from '../src/engines/kafka/kraft/crc32c.ts';

const recordBytes = 1024;
const recordsPerBatch = 100;
const inFlight = 5;

export interface Target {
  /** `address:port` of the partition's leader. */
  readonly leader: string;
  readonly topic: string;
  readonly partition: number;
  /** The format of messages changed with 0.11. */
  readonly format: 'message-set' | 'record-batch';
}

/**
 * Writes messages of 1 KiB to a partition over a connection of its own, acknowledged by its leader, in batches of a hundred,
 * five at a time. All batches are the same bytes, made once: a client library would take as much CPU as the broker that
 * is to be measured. Resolves when the last is acknowledged.
 * @throws Error for an error code in an answer
 */
export async function produceLoad(target: Target, bytes: number, signal: AbortSignal): Promise<void> {
  const [host = '', port] = target.leader.split(':');
  const socket = connect({ host, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  const request = produceRequest(target);
  const requests = Math.ceil(bytes / (recordBytes * recordsPerBatch));
  try {
    let sent = 0;
    for (; sent < Math.min(inFlight, requests); sent++) socket.write(request);
    let answered = 0;
    for await (const answer of answersOf(socket)) {
      signal.throwIfAborted();
      const error = errorCodeOf(answer, target.topic);
      if (error !== 0) throw new Error(`The broker answers error ${error} to a produce request.`);
      answered += 1;
      if (answered === requests) return;
      if (sent < requests) {
        socket.write(request);
        sent += 1;
      }
    }
    throw new Error('The broker closed the connection.');
  } finally {
    socket.destroy();
  }
}

async function* answersOf(socket: Socket): AsyncGenerator<Buffer> {
  let received: Buffer = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) {
      const end = 4 + received.readInt32BE(0);
      yield received.subarray(4, end);
      received = received.subarray(end);
    }
  }
}

/** Behind correlation id, count of topics, the topic's name, count of partitions and the partition's number. */
function errorCodeOf(answer: Buffer, topic: string): number {
  return answer.readInt16BE(4 + 4 + 2 + topic.length + 4 + 4);
}

/** Produce version 2 (0.10) or 3 (0.11 … 4.3). */
function produceRequest({ topic, partition, format }: Target): Buffer {
  const messages = format === 'message-set' ? messageSet() : recordBatch();
  const body = Buffer.concat([
    int16(0),
    int16(format === 'message-set' ? 2 : 3),
    int32(1),
    int16(-1), // no client id
    ...(format === 'message-set' ? [] : [int16(-1)]), // no transaction
    int16(1),
    int32(30_000),
    int32(1),
    int16(topic.length),
    Buffer.from(topic),
    int32(1),
    int32(partition),
    int32(messages.length),
    messages,
  ]);
  return Buffer.concat([int32(body.length), body]);
}

function messageSet(): Buffer {
  const value = Buffer.alloc(recordBytes, 'x');
  const message = (offset: number) => {
    const checked = Buffer.concat([
      Buffer.from([1, 0]),
      int64(Date.now()),
      int32(-1),
      int32(value.length),
      value,
    ]);
    return Buffer.concat([int64(offset), int32(4 + checked.length), int32(crc32(checked) | 0), checked]);
  };
  return Buffer.concat(Array.from({ length: recordsPerBatch }, (_, offset) => message(offset)));
}

function recordBatch(): Buffer {
  const value = Buffer.alloc(recordBytes, 'x');
  const records = Array.from({ length: recordsPerBatch }, (_, offset) => {
    const body = Buffer.concat([
      Buffer.of(0, 0),
      varint(offset),
      varint(-1),
      varint(value.length),
      value,
      varint(0),
    ]);
    return Buffer.concat([varint(body.length), body]);
  });
  const now = int64(Date.now());
  const checked = Buffer.concat([
    int16(0),
    int32(recordsPerBatch - 1),
    now,
    now,
    int64(-1),
    int16(-1),
    int32(-1),
    int32(recordsPerBatch),
    ...records,
  ]);
  const length = 4 + 1 + 4 + checked.length;
  const head = [int64(0), int32(length), int32(0), Buffer.of(2), int32(crc32c(checked) | 0)];
  return Buffer.concat([...head, checked]);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

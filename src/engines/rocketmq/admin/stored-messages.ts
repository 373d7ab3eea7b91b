import { inflateSync, zstdDecompressSync } from 'node:zlib';
import type { RocketmqMessage } from '../../../domain/rocketmq-administration/messages.ts';

/** A message as brokers store and hand it out; which broker group it is of is known to who has asked. */
export type StoredMessage = Omit<RocketmqMessage, 'brokerName'>;

/** Bits of a message's system flag. */
const compressed = 0x1;
const bornHostIsIpv6 = 0x10;
const storeHostIsIpv6 = 0x20;
const compressionShift = 8;
const compressionMask = 0x7;
/** By these bits: 4.8.0 knows zlib alone and sets none. */
const compressions: ReadonlyMap<number, (body: Buffer) => Buffer> = new Map([
  [0, (body) => inflateSync(body)],
  [2, (body) => zstdDecompressSync(body)],
  [3, (body) => inflateSync(body)],
]);

/** The messages that stand one after the other in an answer: the layout of RocketMQ's commit log. @throws RangeError where one is cut off */
export function readStoredMessages(bytes: Buffer): readonly StoredMessage[] {
  const messages: StoredMessage[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const size = bytes.readInt32BE(at);
    if (size < 4 || at + size > bytes.length) throw new RangeError(`A message of ${size} bytes is cut off.`);
    messages.push(readMessage(bytes.subarray(at, at + size)));
    at += size;
  }
  return messages;
}

function readMessage(bytes: Buffer): StoredMessage {
  // Behind the size and a magic number.
  const cursor = new Cursor(bytes, 8);
  const bodyCrc = cursor.int();
  const queueId = cursor.int();
  cursor.int();
  const queueOffset = cursor.long();
  const position = cursor.long();
  const flag = cursor.int();
  const bornAtMs = Number(cursor.long());
  const bornHost = hostOf(cursor.bytes((flag & bornHostIsIpv6) === 0 ? 4 : 16), cursor.int());
  const storedAtMs = Number(cursor.long());
  const storeAddress = cursor.bytes((flag & storeHostIsIpv6) === 0 ? 4 : 16);
  const storePort = cursor.int();
  const reconsumeTimes = cursor.int();
  cursor.long();
  const stored = cursor.bytes(cursor.int());
  const topic = cursor.bytes(cursor.byte()).toString('utf8');
  const properties = readProperties(cursor.bytes(cursor.short()).toString('utf8'));
  const placeId = placeIdOf(storeAddress, storePort, position);
  return {
    topic,
    id: properties.get('UNIQ_KEY') ?? placeId,
    placeId,
    queueId,
    queueOffset,
    body: decompressed(stored, flag),
    bodyCrc,
    storeBytes: bytes.length,
    properties,
    bornAtMs,
    bornHost,
    storedAtMs,
    storeHost: hostOf(storeAddress, storePort),
    reconsumeTimes,
  };
}

/** As it is where it was compressed in a way that is not known here (LZ4). */
function decompressed(body: Buffer, flag: number): Buffer {
  if ((flag & compressed) === 0 || body.length === 0) return body;
  const decompress = compressions.get((flag >> compressionShift) & compressionMask);
  if (decompress === undefined) return body;
  try {
    return decompress(body);
  } catch {
    // Somebody else set the bit: consumers get these bytes.
    return body;
  }
}

function readProperties(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\u0002').filter((part) => part !== '');
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('\u0001');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function placeIdOf(address: Buffer, port: number, position: bigint): string {
  const rest = Buffer.alloc(12);
  rest.writeInt32BE(port, 0);
  rest.writeBigInt64BE(position, 4);
  return Buffer.concat([address, rest]).toString('hex').toUpperCase();
}

/** Where a message lies, from the id of its place; null for an id of another kind. */
export function placeOf(id: string): { readonly address: string; readonly position: bigint } | null {
  if (!/^[0-9a-f]{32}$/i.test(id)) return null;
  const bytes = Buffer.from(id, 'hex');
  return { address: [...bytes.subarray(0, 4)].join('.'), position: bytes.readBigInt64BE(8) };
}

function hostOf(address: Buffer, port: number): string {
  if (address.length === 4) return `${[...address].join('.')}:${port}`;
  const groups = Array.from({ length: 8 }, (_, index) => address.readUInt16BE(2 * index).toString(16));
  return `[${groups.join(':')}]:${port}`;
}

class Cursor {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  byte(): number {
    return this.#bytes.readUInt8(this.#move(1));
  }

  short(): number {
    return this.#bytes.readUInt16BE(this.#move(2));
  }

  int(): number {
    return this.#bytes.readInt32BE(this.#move(4));
  }

  long(): bigint {
    return this.#bytes.readBigInt64BE(this.#move(8));
  }

  bytes(length: number): Buffer {
    const at = this.#move(length);
    return this.#bytes.subarray(at, at + length);
  }

  #move(length: number): number {
    const at = this.#at;
    if (length < 0 || at + length > this.#bytes.length) throw new RangeError('A message ends too early.');
    this.#at += length;
    return at;
  }
}

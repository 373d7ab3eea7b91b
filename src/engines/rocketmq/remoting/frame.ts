import { fieldsOf, textOf } from './answer-fields.ts';
import { parseFastjson } from './fastjson.ts';

/**
 * A command of RocketMQ's remoting protocol: `length(4) headerType(1) headerLength(3) header body`, where length counts all that follows
 * it, and the header is JSON. https://rocketmq.apache.org/docs/ names it RemotingCommand.
 */
export interface RemotingFrame {
  readonly code: number;
  /** By which an answer finds its request; unique on a connection. */
  readonly opaque: number;
  readonly isAnswer: boolean;
  /** Why a request was refused; empty for nothing. */
  readonly remark: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

export interface RemotingRequest {
  readonly code: number;
  readonly fields?: Readonly<Record<string, string | number | bigint | boolean>>;
  readonly body?: Buffer;
}

const answerBit = 1;
/** The header types: JSON, which all versions speak, and a binary one, which nobody answers to JSON with. */
const jsonHeader = 0;
/** The version number that RocketMQ 4.8.0 gives itself; brokers of 5.x take it as well. */
const protocolVersion = 373;
/** Brokers cut connections at 16 MiB themselves; messages have 4 MiB at most, and pulls several of them. */
export const largestFrameBytes = 32 * 1024 * 1024;

export function encodeRequest(
  opaque: number,
  code: number,
  fields: ReadonlyMap<string, string>,
  body: Buffer,
): Buffer {
  const header = Buffer.from(
    JSON.stringify({
      code,
      language: 'OTHER',
      version: protocolVersion,
      opaque,
      flag: 0,
      extFields: Object.fromEntries(fields),
      serializeTypeCurrentRPC: 'JSON',
    }),
  );
  const lengths = Buffer.alloc(8);
  lengths.writeInt32BE(4 + header.length + body.length, 0);
  lengths.writeInt32BE(header.length, 4);
  return Buffer.concat([lengths, header, body]);
}

/** Puts frames together from what arrives in pieces. */
export class FrameReader {
  #pieces: Buffer[] = [];
  #bytes = 0;

  /** @throws Error where it is not the protocol, or a frame is too large */
  push(piece: Buffer): readonly RemotingFrame[] {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    const frames: RemotingFrame[] = [];
    for (;;) {
      if (this.#bytes < 4) return frames;
      const length = this.#together(4).readInt32BE(0);
      if (length < 4 || length > largestFrameBytes) {
        throw new Error(`A frame of ${length} bytes is not of RocketMQ's protocol.`);
      }
      if (this.#bytes < 4 + length) return frames;
      const all = this.#together(4 + length);
      frames.push(decodeFrame(all.subarray(4, 4 + length)));
      const rest = all.subarray(4 + length);
      const others = this.#pieces.slice(1);
      this.#pieces = rest.length > 0 ? [rest, ...others] : others;
      this.#bytes -= 4 + length;
    }
  }

  /** The first piece, made to hold so many bytes at least. */
  #together(bytes: number): Buffer {
    let [first = Buffer.alloc(0)] = this.#pieces;
    if (first.length < bytes) {
      first = Buffer.concat(this.#pieces);
      this.#pieces = [first];
    }
    return first;
  }
}

function decodeFrame(frame: Buffer): RemotingFrame {
  const typeAndLength = frame.readUInt32BE(0);
  const type = typeAndLength >>> 24;
  const headerBytes = typeAndLength & 0xff_ff_ff;
  if (type !== jsonHeader) throw new Error(`A header of type ${type} is not known.`);
  if (headerBytes > frame.length - 4) throw new Error('A header is longer than its frame.');
  const header = parseFastjson(frame.toString('utf8', 4, 4 + headerBytes));
  const { code, opaque, flag, remark, extFields } = fieldsOf(header);
  return {
    code: Number(code),
    opaque: Number(opaque),
    isAnswer: (Number(flag) & answerBit) !== 0,
    remark: typeof remark === 'string' ? remark : '',
    fields: new Map(Object.entries(fieldsOf(extFields)).map(([name, value]) => [name, textOf(value)])),
    body: frame.subarray(4 + headerBytes),
  };
}

import { ScramMechanisms } from '@platformatic/kafka';
import type { ScramCredential, ScramMechanism } from '../scram.ts';
import { crc32c } from './crc32c.ts';

export interface BootstrapCredential extends ScramCredential {
  readonly name: string;
  readonly mechanism: ScramMechanism;
}

/**
 * The `bootstrap.checkpoint` of a new KRaft cluster: the feature levels and users with which it begins, as Kafka's storage tool
 * writes them, which costs a JVM of its own and one to four seconds of CPU. It is a snapshot of record batches in
 * Kafka's message format v2: a header, a batch of records, a footer. Times in it are 0: the same arguments give the same bytes.
 */
export function bootstrapCheckpoint(
  features: Readonly<Record<string, number>>,
  credentials: readonly BootstrapCredential[] = [],
): Buffer {
  const values = [
    ...Object.entries(features).map(([name, level]) => featureLevelRecord(name, level)),
    ...credentials.map(userScramCredentialRecord),
  ];
  return Buffer.concat([
    batch(0, [{ key: controlKey(3), value: snapshotHeader }], controlAttributes),
    batch(
      1,
      values.map((value) => ({ key: null, value })),
      0,
    ),
    batch(1 + values.length, [{ key: controlKey(4), value: snapshotFooter }], controlAttributes),
  ]);
}

const controlAttributes = 0x20;
/** `SnapshotHeaderRecord` version 0: its version, the time of the last record in it, no tagged fields. */
const snapshotHeader = Buffer.alloc(2 + 8 + 1);
/** `SnapshotFooterRecord` version 0: its version, no tagged fields. */
const snapshotFooter = Buffer.alloc(2 + 1);

interface Message {
  readonly key: Buffer | null;
  readonly value: Buffer;
}

/** The key of a control record: its version and `ControlRecordType`. */
function controlKey(type: number): Buffer {
  const key = Buffer.alloc(4);
  key.writeInt16BE(type, 2);
  return key;
}

/** `FeatureLevelRecord` (12) version 0 in the frame of metadata records (frame version 1). */
function featureLevelRecord(name: string, level: number): Buffer {
  const levelBytes = Buffer.alloc(2);
  levelBytes.writeInt16BE(level);
  return Buffer.concat([Buffer.from([1, 12, 0]), compactText(name), levelBytes, Buffer.of(0)]);
}

const mechanismNumbers = {
  'SCRAM-SHA-256': ScramMechanisms.SCRAM_SHA_256,
  'SCRAM-SHA-512': ScramMechanisms.SCRAM_SHA_512,
} as const;

/** `UserScramCredentialRecord` (11) version 0 in the same frame. */
function userScramCredentialRecord(credential: BootstrapCredential): Buffer {
  const iterations = Buffer.alloc(4);
  iterations.writeInt32BE(credential.iterations);
  return Buffer.concat([
    Buffer.from([1, 11, 0]),
    compactText(credential.name),
    Buffer.of(mechanismNumbers[credential.mechanism]),
    compactBytes(credential.salt),
    compactBytes(credential.storedKey),
    compactBytes(credential.serverKey),
    iterations,
    Buffer.of(0),
  ]);
}

function compactText(text: string): Buffer {
  return compactBytes(Buffer.from(text, 'utf8'));
}

function compactBytes(bytes: Buffer): Buffer {
  return Buffer.concat([unsignedVarint(bytes.length + 1), bytes]);
}

function batch(baseOffset: number, messages: readonly Message[], attributes: number): Buffer {
  const records = Buffer.concat(messages.map(record));
  const checked = Buffer.alloc(40);
  checked.writeInt16BE(attributes, 0);
  checked.writeInt32BE(messages.length - 1, 2); // last offset delta
  // First and last time are 0; producer id, epoch and sequence are none.
  checked.writeBigInt64BE(-1n, 22);
  checked.writeInt16BE(-1, 30);
  checked.writeInt32BE(-1, 32);
  checked.writeInt32BE(messages.length, 36);
  const head = Buffer.alloc(21);
  head.writeBigInt64BE(BigInt(baseOffset), 0);
  head.writeInt32BE(9 + checked.length + records.length, 8);
  // The leader's epoch at 12 is 0.
  head.writeInt8(2, 16); // magic
  head.writeUInt32BE(crc32c(Buffer.concat([checked, records])), 17);
  return Buffer.concat([head, checked, records]);
}

function record({ key, value }: Message, offset: number): Buffer {
  const body = Buffer.concat([
    Buffer.of(0), // attributes
    varint(0), // time
    varint(offset),
    varint(key === null ? -1 : key.length),
    key ?? Buffer.alloc(0),
    varint(value.length),
    value,
    varint(0), // headers
  ]);
  return Buffer.concat([varint(body.length), body]);
}

function varint(value: number): Buffer {
  return unsignedVarint((value << 1) ^ (value >> 31));
}

function unsignedVarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value >>> 0;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return Buffer.from([...bytes, rest]);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootstrapCheckpoint } from './bootstrap-checkpoint.ts';
import { crc32c } from './crc32c.ts';

/** What `kafka-storage.sh format` of 3.9.2 wrote, with the times and the checksums that hang on them set to 0. */
const writtenByKafka =
  '00000000000000000000004700000000020000000000200000000000000000000000000000000000000000ffffffffffffff' +
  'ffffffffffffff000000012a00000008000000031600000000000000000000000000000000000000010000004f0000000002' +
  '0000000000000000000000000000000000000000000000000000ffffffffffffffffffffffffffff000000013a000000012e' +
  '010c00116d657461646174612e76657273696f6e0015000000000000000000020000003f0000000002000000000020000000' +
  '0000000000000000000000000000000000ffffffffffffffffffffffffffff000000011a00000008000000040600000000';

test('is what the storage tool of Kafka 3.9.2 writes', () => {
  const checkpoint = bootstrapCheckpoint({ 'metadata.version': 21 });
  assert.equal(withoutChecksums(checkpoint).toString('hex'), writtenByKafka);
});

test('users stand behind the features, field by field as in UserScramCredentialRecord.json', () => {
  const credential = {
    name: 'user',
    mechanism: 'SCRAM-SHA-512',
    salt: Buffer.from('5a', 'hex'),
    storedKey: Buffer.from('c1c2', 'hex'),
    serverKey: Buffer.from('d1d2d3', 'hex'),
    iterations: 4096,
  } as const;
  const [, records] = batchesOf(bootstrapCheckpoint({ 'metadata.version': 21 }, [credential]));
  assert.equal(records?.readInt32BE(57), 2);
  // Frame and type, name, mechanism, salt, both keys, iterations, no tagged fields; then no headers.
  const fields = ['010b00', '0575736572', '02', '025a', '03c1c2', '04d1d2d3', '00001000', '00', '00'];
  assert.ok(records?.toString('hex').endsWith(fields.join('')));
});

test('each batch has its checksum, and offsets go on from one to the next', () => {
  const checkpoint = bootstrapCheckpoint({
    'metadata.version': 30,
    'group.version': 1,
    'transaction.version': 2,
  });
  const offsets = batchesOf(checkpoint).map((batch) => {
    assert.equal(batch.readUInt32BE(17), crc32c(batch.subarray(21)));
    return Number(batch.readBigInt64BE(0));
  });
  assert.deepEqual(offsets, [0, 1, 4]);
});

test('the same features give the same bytes', () => {
  const features = { 'metadata.version': 30, 'group.version': 1 };
  assert.deepEqual(bootstrapCheckpoint(features), bootstrapCheckpoint(features));
});

function withoutChecksums(checkpoint: Buffer): Buffer {
  return Buffer.concat(batchesOf(checkpoint).map((batch) => Buffer.from(batch).fill(0, 17, 21)));
}

function batchesOf(checkpoint: Buffer): readonly Buffer[] {
  const batches: Buffer[] = [];
  for (let at = 0; at < checkpoint.length;) {
    const end = at + 12 + checkpoint.readInt32BE(at + 8);
    batches.push(checkpoint.subarray(at, end));
    at = end;
  }
  return batches;
}

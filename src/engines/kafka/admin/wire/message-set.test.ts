import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createRecordsBatch } from '@platformatic/kafka';
import { readMessageSet } from './message-set.ts';

interface Told {
  readonly offset: number;
  readonly format?: 0 | 1;
  readonly attributes?: number;
  readonly timestamp?: number;
  readonly key?: Buffer | null;
  readonly value: Buffer | null;
}

/** As Kafka's guide to its protocol describes formats 0 and 1. */
function written({ offset, format = 1, attributes = 0, timestamp = 0, key = null, value }: Told): Buffer {
  const time = Buffer.alloc(format === 1 ? 8 : 0);
  if (format === 1) time.writeBigInt64BE(BigInt(timestamp));
  const body = Buffer.concat([
    Buffer.alloc(4),
    Buffer.from([format, attributes]),
    time,
    field(key),
    field(value),
  ]);
  const head = Buffer.alloc(12);
  head.writeBigInt64BE(BigInt(offset));
  head.writeInt32BE(body.length, 8);
  return Buffer.concat([head, body]);
}

function field(bytes: Buffer | null): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes?.length ?? -1);
  return Buffer.concat([length, bytes ?? Buffer.alloc(0)]);
}

function seen(bytes: Buffer) {
  return readMessageSet(bytes).flatMap(({ firstOffset, firstTimestamp, records }) =>
    records.map(({ offsetDelta, timestampDelta, key, value }) => [
      Number(firstOffset) + offsetDelta,
      Number(firstTimestamp + timestampDelta),
      key?.toString() ?? null,
      value?.toString() ?? null,
    ]),
  );
}

const [one, two] = ['one', 'two'].map((text) => Buffer.from(text));

test('messages of the old formats are read, and what is cut off is left out', () => {
  const set = Buffer.concat([
    written({ offset: 7, format: 0, key: Buffer.from('k'), value: one ?? null }),
    written({ offset: 8, timestamp: 1000, value: null }),
    written({ offset: 9, timestamp: 1001, value: two ?? null }),
  ]);
  const whole = [
    [7, -1, 'k', 'one'],
    [8, 1000, null, null],
    [9, 1001, null, 'two'],
  ];
  assert.deepEqual(seen(set), whole);
  for (const cut of [1, 5, 20]) assert.deepEqual(seen(set.subarray(0, -cut)), whole.slice(0, 2));
  assert.deepEqual(seen(Buffer.alloc(0)), []);
});

test('a compressed set’s offsets count from its beginning, in the oldest format from the log’s', () => {
  const within = (format: 0 | 1, offsets: readonly number[]) =>
    gzipSync(
      Buffer.concat(
        offsets.map((offset, index) =>
          written({ offset, format, timestamp: 500 + index, value: (index === 0 ? one : two) ?? null }),
        ),
      ),
    );
  const gzip = 1;
  const newer = { offset: 21, timestamp: 900, value: within(1, [0, 1]) };
  assert.deepEqual(seen(written({ ...newer, attributes: gzip })), [
    [20, 500, null, 'one'],
    [21, 501, null, 'two'],
  ]);
  // With the time of their appending the set's own counts.
  assert.deepEqual(
    seen(written({ ...newer, attributes: gzip | 8 })).map(([, timestamp]) => timestamp),
    [900, 900],
  );
  const older = written({ offset: 21, format: 0, attributes: gzip, value: within(0, [20, 21]) });
  assert.deepEqual(
    seen(older).map(([offset]) => offset),
    [20, 21],
  );
});

test('batches stand beside old messages where the brokers were upgraded', () => {
  const batch = createRecordsBatch([{ topic: 't', value: Buffer.from('new'), timestamp: 5n }]);
  const set = Buffer.concat([written({ offset: 0, timestamp: 4, value: one ?? null }), batch.buffer]);
  assert.deepEqual(
    seen(set).map(([, timestamp, , value]) => [timestamp, value]),
    [
      [4, 'one'],
      [5, 'new'],
    ],
  );
});

test('a message that says it is smaller than nothing is refused, not read for ever', () => {
  const broken = written({ offset: 1, value: Buffer.from('a') });
  broken.writeInt32BE(-12, 8);
  assert.throws(() => readMessageSet(broken), /-12 bytes/);
});

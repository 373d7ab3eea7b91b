import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeAssignment } from './consumer-assignment.ts';

/** As consumers encode it: version, topics with their partitions, data of the assignor. */
function encode(assignment: ReadonlyMap<string, readonly number[]>): Buffer {
  const topics = [...assignment].flatMap(([name, partitions]) => [
    int16(Buffer.byteLength(name)),
    Buffer.from(name, 'utf8'),
    int32(partitions.length),
    ...partitions.map(int32),
  ]);
  return Buffer.concat([int16(1), int32(assignment.size), ...topics, int32(-1)]);
}

test('reads what a consumer was assigned', () => {
  const assignments = fc
    .array(fc.tuple(fc.string({ maxLength: 249 }), fc.array(fc.nat(100_000))))
    .map((entries) => new Map(entries));
  fc.assert(
    fc.property(assignments, (assignment) => {
      assert.deepEqual(decodeAssignment(encode(assignment)), assignment);
    }),
  );
});

test('takes what is no assignment for none', () => {
  assert.deepEqual(decodeAssignment(Buffer.alloc(0)), new Map());
  const cut = encode(new Map([['orders', [0, 1, 2]]])).subarray(0, 20);
  assert.deepEqual(decodeAssignment(cut), new Map());
});

function int16(value: number): Buffer {
  return Buffer.from([(value >> 8) & 0xff, value & 0xff]);
}

function int32(value: number): Buffer {
  return Buffer.concat([int16(value >>> 16), int16(value & 0xffff)]);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FrameReader, type RemotingFrame, encodeRequest } from './frame.ts';

const request = fc.record({
  opaque: fc.nat(),
  code: fc.nat(10_000),
  fields: fc.dictionary(fc.string(), fc.string()),
  body: fc.uint8Array({ maxLength: 300 }),
});

test('frames come out as they were written, however they are cut into pieces', () => {
  fc.assert(
    fc.property(fc.array(request), fc.infiniteStream(fc.integer({ min: 1, max: 50 })), (requests, sizes) => {
      const all = Buffer.concat(
        requests.map(({ opaque, code, fields, body }) =>
          encodeRequest(opaque, code, new Map(Object.entries(fields)), Buffer.from(body)),
        ),
      );
      const reader = new FrameReader();
      const frames: RemotingFrame[] = [];
      let at = 0;
      for (const size of sizes) {
        if (at >= all.length) break;
        frames.push(...reader.push(all.subarray(at, at + size)));
        at += size;
      }
      assert.equal(frames.length, requests.length);
      frames.forEach((frame, index) => {
        const { opaque, code, fields, body } = requests[index]!;
        assert.deepEqual(
          { opaque: frame.opaque, code: frame.code, fields: frame.fields },
          { opaque, code, fields: new Map(Object.entries(fields)) },
        );
        assert.deepEqual(Buffer.from(frame.body), Buffer.from(body));
        assert.ok(!frame.isAnswer);
      });
    }),
  );
});

test('what is not the protocol is refused', () => {
  const http = Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n');
  assert.throws(() => new FrameReader().push(http), /not of RocketMQ's protocol/);
  const binary = encodeRequest(1, 1, new Map(), Buffer.alloc(0));
  binary.writeUInt8(1, 4);
  assert.throws(() => new FrameReader().push(binary), /header of type 1/);
});

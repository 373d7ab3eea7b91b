import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { placeOf, readStoredMessages } from './stored-messages.ts';
import { renderProperties } from '../remoting/send-request.ts';

interface Written {
  readonly queueId: number;
  readonly queueOffset: bigint;
  readonly position: bigint;
  readonly body: Buffer;
  readonly flag: number;
  readonly topic: string;
  readonly properties: ReadonlyMap<string, string>;
}

/** As the commit log has it; `body` is written as it is. */
function written({ queueId, queueOffset, position, body, flag, topic, properties }: Written): Buffer {
  const text = Buffer.from(renderProperties(properties));
  const bytes = Buffer.alloc(88 + 1 + 2 + body.length + topic.length + text.length);
  let at = 0;
  const int = (value: number) => (at = bytes.writeInt32BE(value, at));
  const long = (value: bigint) => (at = bytes.writeBigInt64BE(value, at));
  const raw = (value: Buffer) => (at += value.copy(bytes, at));
  int(bytes.length);
  int(0x1b2d3c4d);
  int(77);
  int(queueId);
  int(0);
  long(queueOffset);
  long(position);
  int(flag);
  long(1_700_000_000_000n);
  raw(Buffer.from([127, 0, 0, 1]));
  int(40_000);
  long(1_700_000_000_123n);
  raw(Buffer.from([127, 90, 0, 3]));
  int(10_100);
  int(2);
  long(0n);
  int(body.length);
  raw(body);
  at = bytes.writeUInt8(topic.length, at);
  raw(Buffer.from(topic));
  at = bytes.writeUInt16BE(text.length, at);
  raw(text);
  return bytes;
}

const example: Written = {
  queueId: 3,
  queueOffset: 12n,
  position: 4096n,
  body: Buffer.from('hello'),
  flag: 0,
  topic: 'orders',
  properties: new Map([
    ['KEYS', 'a b'],
    ['UNIQ_KEY', '0A0B'],
  ]),
};

test('messages are read as the commit log has them', () => {
  const [one, other] = readStoredMessages(
    Buffer.concat([written(example), written({ ...example, properties: new Map() })]),
  );
  assert.deepEqual(one, {
    topic: 'orders',
    id: '0A0B',
    placeId: '7F5A0003000027740000000000001000',
    queueId: 3,
    queueOffset: 12n,
    body: Buffer.from('hello'),
    bodyCrc: 77,
    storeBytes: written(example).length,
    properties: example.properties,
    bornAtMs: 1_700_000_000_000,
    bornHost: '127.0.0.1:40000',
    storedAtMs: 1_700_000_000_123,
    storeHost: '127.90.0.3:10100',
    reconsumeTimes: 2,
  });
  assert.equal(other?.id, other?.placeId);
  assert.deepEqual(placeOf(other?.placeId ?? ''), { address: '127.90.0.3', position: 4096n });
  assert.equal(placeOf('not an id'), null);
});

test('a compressed body is shown as it was sent, one that only says so as it is', () => {
  for (const body of [deflateSync(Buffer.from('hello')), Buffer.from('hello')]) {
    const [message] = readStoredMessages(written({ ...example, body, flag: 1 }));
    assert.deepEqual(message?.body, Buffer.from('hello'));
  }
});

test('what is cut off is refused, whatever the bytes', () => {
  const whole = written(example);
  assert.throws(() => readStoredMessages(whole.subarray(0, whole.length - 1)), RangeError);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        readStoredMessages(Buffer.from(bytes));
      } catch (error) {
        assert.ok(error instanceof RangeError);
      }
    }),
  );
});

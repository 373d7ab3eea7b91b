import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { jarFile } from './jar-file.ts';

/** Reads a zip by its directory at the end, as Java does. */
function entriesOf(jar: Buffer): Map<string, Buffer> {
  const end = jar.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const entries = new Map<string, Buffer>();
  let at = jar.readUInt32LE(end + 16);
  for (let left = jar.readUInt16LE(end + 10); left > 0; left -= 1) {
    assert.equal(jar.readUInt32LE(at), 0x02014b50);
    const [size, nameLength, offset] = [
      jar.readUInt32LE(at + 24),
      jar.readUInt16LE(at + 28),
      jar.readUInt32LE(at + 42),
    ];
    const name = jar.toString('utf8', at + 46, at + 46 + nameLength);
    assert.equal(jar.readUInt32LE(offset), 0x04034b50);
    const start = offset + 30 + jar.readUInt16LE(offset + 26) + jar.readUInt16LE(offset + 28);
    const content = jar.subarray(start, start + size);
    assert.equal(crc32(content), jar.readUInt32LE(at + 16));
    assert.equal(crc32(content), jar.readUInt32LE(offset + 14));
    entries.set(name, content);
    at += 46 + nameLength;
  }
  assert.equal(at, end);
  return entries;
}

test('holds what was put into it, in whatever order', () => {
  const one = { name: 'a/One.class', content: Buffer.from('first') };
  const two = { name: 'ä/Two.class', content: Buffer.alloc(70_000, 7) };
  const jar = jarFile([two, one]);
  assert.deepEqual(
    entriesOf(jar),
    new Map([
      [one.name, one.content],
      [two.name, two.content],
    ]),
  );
  assert.deepEqual(jarFile([one, two]), jar);
});

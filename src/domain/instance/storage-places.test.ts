import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStoragePlaces } from './storage-places.ts';

const places = createStoragePlaces({
  classes: new Map([['high', '/mnt/hdd']]),
  encryptionKeys: new Map([['key-1', '/mnt/encrypted']]),
});

test('a registered class has its directory, any other the data directory', () => {
  assert.equal(places.directoryOf({ storageClass: 'high' }), '/mnt/hdd');
  assert.equal(places.directoryOf({ storageClass: 'high', encryptionKeyId: null }), '/mnt/hdd');
  assert.equal(places.directoryOf({ storageClass: 'ultra' }), null);
  assert.equal(places.directoryOf({}), null);
});

test('a key counts more than a class, and one that is not registered is refused', () => {
  assert.equal(places.directoryOf({ storageClass: 'high', encryptionKeyId: 'key-1' }), '/mnt/encrypted');
  assert.throws(() => places.directoryOf({ storageClass: 'high', encryptionKeyId: 'key-2' }), {
    kind: 'encryption-key-not-found',
    field: 'encryptionKeyId',
    message: 'The encryption key key-2 is not registered here.',
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseNamedDirectories } from './named-directories.ts';

test('a list of directories has a name for each', () => {
  assert.deepEqual(parseNamedDirectories(''), new Map());
  assert.deepEqual(
    parseNamedDirectories('high=/mnt/hdd, ultra=/mnt/with=sign'),
    new Map([
      ['high', '/mnt/hdd'],
      ['ultra', '/mnt/with=sign'],
    ]),
  );
  assert.deepEqual(
    parseNamedDirectories('acs:kms:cn-beijing:1:key/key-bj6=/mnt/encrypted'),
    new Map([['acs:kms:cn-beijing:1:key/key-bj6', '/mnt/encrypted']]),
  );
});

test('what is no such list is told apart', () => {
  for (const text of ['high', 'high=', '=/mnt', 'high=mnt', 'high=/a,high=/b', 'high=/a,', 'a b=/a']) {
    assert.equal(parseNamedDirectories(text), null, text);
  }
});

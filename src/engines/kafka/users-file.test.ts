import assert from 'node:assert/strict';
import { pbkdf2Sync } from 'node:crypto';
import { test } from 'node:test';
import { parseProperties } from './testing/test-cluster.ts';
import { renderUsersFile } from './users-file.ts';

const user = { name: 'a user=ö', password: 'pässword', mechanisms: ['PLAIN', 'SCRAM-SHA-512'] } as const;

test('the hash of each password stands in the file, and no password', async () => {
  const text = await renderUsersFile([user, { ...user, name: 'other' }], 'key');
  assert.ok(!text.includes('ssword'));
  const lines = parseProperties(text);
  assert.deepEqual([...lines.keys()], [user.name, 'other']);
  const [mechanisms, iterations, salt = '', hash] = lines.get(user.name)?.split(';') ?? [];
  assert.equal(mechanisms, 'PLAIN,SCRAM-SHA-512');
  const expected = pbkdf2Sync(user.password, Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha256');
  assert.equal(hash, expected.toString('base64'));
  assert.notEqual(lines.get('other'), lines.get(user.name), 'the same password gives everyone another hash');
});

test('the same users give the same file; another password or key gives another', async () => {
  const text = await renderUsersFile([user], 'key');
  assert.equal(await renderUsersFile([user], 'key'), text);
  assert.notEqual(await renderUsersFile([{ ...user, password: 'another' }], 'key'), text);
  assert.notEqual(await renderUsersFile([user], 'another key'), text);
  assert.equal(await renderUsersFile([], 'key'), '');
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { openSqliteDatabase } from './sqlite-database.ts';

test('a transaction is the writer from its beginning, so that no other process can write before it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'polybroker-sqlite-'));
  try {
    const file = join(directory, 'db.sqlite');
    const database = openSqliteDatabase(file);
    const other = new DatabaseSync(file, { timeout: 0 });
    database.prepare('create table things (id text)').run([]);
    database.prepare('begin').run([]);
    database.prepare('select * from things').all([]);
    assert.throws(() => other.exec(`insert into things values ('theirs')`), /locked/);
    database.prepare(`insert into things values ('ours')`).run([]);
    database.prepare('commit').run([]);
    other.exec(`insert into things values ('theirs')`);
    assert.equal(database.prepare('select * from things').all([]).length, 2);
    other.close();
    database.close();
  } finally {
    rmSync(directory, { recursive: true });
  }
});

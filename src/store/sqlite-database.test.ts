import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { DomainError } from '../domain/errors.ts';
import { openSqliteDatabase } from './sqlite-database.ts';

test('a full disk is named with what to do, undoes its transaction, and leaves the database usable', () => {
  const directory = mkdtempSync(join(tmpdir(), 'polybroker-sqlite-'));
  const file = join(directory, 'full.sqlite');
  const database = openSqliteDatabase(file);
  const run = (sql: string, ...parameters: unknown[]) => database.prepare(sql).run(parameters);
  try {
    run('create table things (text text)');
    // A limit of the database's own ends with the same error as the disk's.
    database.prepare('PRAGMA max_page_count = 4').all([]);
    run('begin');
    run("insert into things values ('first')");
    assert.throws(
      () => run('insert into things values (?)', 'x'.repeat(100_000)),
      (error) =>
        error instanceof DomainError &&
        error.kind === 'storage-unavailable' &&
        error.message.includes(`${file} cannot be written: no space is left`),
    );
    run('rollback');
    run('rollback');
    assert.deepEqual(database.prepare('select * from things').all([]), []);
    run("insert into things values ('later')");
    assert.equal(database.prepare('select * from things').all([]).length, 1);
  } finally {
    database.close();
    rmSync(directory, { recursive: true });
  }
});

test('other errors stay as they are', () => {
  const database = openSqliteDatabase(':memory:');
  database.prepare('create table things (text text unique)').run([]);
  database.prepare("insert into things values ('one')").run([]);
  assert.throws(() => database.prepare("insert into things values ('one')").run([]), /UNIQUE constraint/);
  database.close();
});

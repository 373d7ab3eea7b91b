import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { storageFailure } from './storage-failure.ts';
import { TableChanges, tableWrittenBy } from './table-changes.ts';

/** Compiled statements are kept: compiling one costs as much as running it. */
const statementsKept = 200;

export interface WatchedSqliteDatabase extends SqliteDatabase {
  readonly changes: TableChanges;
}

/**
 * Opens an SQLite database for kysely, which expects the interface of another driver than Node's own.
 * Every commit is on disk before it is answered (WAL with synchronous=FULL): an instance that the API accepted
 * is never lost to a power cut.
 */
export function openSqliteDatabase(file: string): WatchedSqliteDatabase {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA foreign_keys = ON');
  database.exec('PRAGMA busy_timeout = 5000');
  const dataVersion = database.prepare('PRAGMA data_version');
  const changes = new TableChanges(() => Number(dataVersion.get()?.['data_version']));
  const statements = new Map<string, SqliteStatement>();
  return {
    changes,
    close: () => database.close(),
    prepare(text) {
      // A transaction that begins as a reader fails where another process (`polybroker keys`) has written before its own
      // first write; one that begins as the writer waits its turn.
      const sql = text === 'begin' ? 'begin immediate' : text;
      const known = statements.get(sql);
      if (known !== undefined) return known;
      // SQLite has ended a transaction by itself where the disk was full; kysely rolls it back all the same.
      const isVoid = sql === 'rollback' ? () => !database.isTransaction : () => false;
      const statement = adapt(guarded(database.prepare(sql), file, isVoid), sql, changes);
      if (statements.size >= statementsKept) statements.delete(statements.keys().next().value ?? '');
      statements.set(sql, statement);
      return statement;
    },
  };
}

const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];

/** A statement that does nothing while it is void, and says in our words when the disk is at fault. */
function guarded(statement: StatementSync, file: string, isVoid: () => boolean): SqliteStatement {
  const attempt = <T>(call: () => T): T => {
    try {
      return call();
    } catch (error) {
      throw storageFailure(file, error);
    }
  };
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => attempt(() => statement.all(...values(parameters))),
    run: (parameters) =>
      isVoid() ? { changes: 0, lastInsertRowid: 0 } : attempt(() => statement.run(...values(parameters))),
    iterate: (parameters) => statement.iterate(...values(parameters)) as IterableIterator<unknown>,
  };
}

function adapt(reads: SqliteStatement, sql: string, changes: TableChanges): SqliteStatement {
  const table = tableWrittenBy(sql);
  if (table === null) return reads;
  const note = <T>(result: T): T => {
    changes.noteWrite(table);
    return result;
  };
  return {
    reader: reads.reader,
    all: (parameters) => note(reads.all(parameters)),
    run: (parameters) => note(reads.run(parameters)),
    iterate: (parameters) => note(reads.iterate(parameters)),
  };
}

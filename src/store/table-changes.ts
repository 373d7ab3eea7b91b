/** The table that a statement writes to, `any` for a statement that may write to several, null for one that only reads. */
export function tableWrittenBy(sql: string): string | null {
  const table = /^\s*(?:insert into|replace into|update|delete from) "(\w+)"/i.exec(sql)?.[1];
  if (table !== undefined) return table;
  return /^\s*(select|begin|commit|rollback|savepoint|release)\b/i.test(sql) ? null : 'any';
}

/** For how long nobody asks anew whether another process has written: less than any process takes to end after its commit. */
const looksFreshMs = 2;

interface Watcher {
  readonly tables: readonly string[];
  readonly forget: () => void;
}

/**
 * Tells when tables may have changed, so that what was read from them can be remembered until then. Our own writes are
 * told by statement, at once; a commit of another process (`polybroker keys revoke` beside the server) shows in SQLite's
 * `data_version` and counts for all tables. That costs as much as a query, as SQLite locks and unlocks a file for it, and
 * is therefore asked anew only after a moment. What triggers and cascading deletes write is not seen: nothing may be
 * remembered of tables that they write to.
 */
export class TableChanges {
  readonly #readDataVersion: () => number;
  #dataVersion: number;
  #isFresh = false;
  readonly #watchers: Watcher[] = [];

  constructor(readDataVersion: () => number) {
    this.#readDataVersion = readDataVersion;
    this.#dataVersion = readDataVersion();
  }

  /** Has `forget` called whenever one of the tables may have changed, by whomever. */
  watch(tables: readonly string[], forget: () => void): void {
    this.#watchers.push({ tables, forget });
  }

  /** To be called before anything remembered is used: finds out about other processes. */
  look(): void {
    if (this.#isFresh) return;
    this.#isFresh = true;
    setTimeout(() => (this.#isFresh = false), looksFreshMs).unref();
    const dataVersion = this.#readDataVersion();
    if (dataVersion === this.#dataVersion) return;
    this.#dataVersion = dataVersion;
    this.noteWrite('any');
  }

  noteWrite(table: string): void {
    for (const { tables, forget } of this.#watchers) {
      if (table === 'any' || tables.includes(table)) forget();
    }
  }
}

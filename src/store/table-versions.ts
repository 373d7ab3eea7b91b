/** The table that a statement writes to, `any` for a statement that may write to several, null for one that only reads. */
export function tableWrittenBy(sql: string): string | null {
  const table = /^\s*(?:insert into|replace into|update|delete from) "(\w+)"/i.exec(sql)?.[1];
  if (table !== undefined) return table;
  return /^\s*(select|begin|commit|rollback|savepoint|release)\b/i.test(sql) ? null : 'any';
}

/**
 * Tells when tables may have changed, so that what was read from them can be remembered until then. Our own writes are
 * told by statement; a commit of another process (`polybroker keys revoke` beside the server) shows in SQLite's
 * `data_version` and counts for all tables. That costs as much as a query, as SQLite locks and unlocks a file for it, and
 * is therefore asked once per turn of the event loop: what is committed while a turn runs counts from the next one. What triggers and cascading deletes write is not seen: nothing may be
 * remembered of tables that they write to.
 */
export class TableVersions {
  readonly #readDataVersion: () => number;
  #dataVersion: number;
  #changesOfAny = 0;
  #isFresh = false;
  readonly #changes = new Map<string, number>();

  constructor(readDataVersion: () => number) {
    this.#readDataVersion = readDataVersion;
    this.#dataVersion = readDataVersion();
  }

  /** A number that rises with each write to one of the tables, by whomever. */
  of(tables: readonly string[]): number {
    if (!this.#isFresh) this.#look();
    let version = this.#changesOfAny;
    for (const table of tables) version += this.#changes.get(table) ?? 0;
    return version;
  }

  #look(): void {
    this.#isFresh = true;
    setImmediate(() => (this.#isFresh = false));
    const dataVersion = this.#readDataVersion();
    if (dataVersion === this.#dataVersion) return;
    this.#dataVersion = dataVersion;
    this.#changesOfAny++;
  }

  noteWrite(table: string): void {
    if (table === 'any') this.#changesOfAny++;
    else this.#changes.set(table, (this.#changes.get(table) ?? 0) + 1);
  }
}

/** The table that a statement writes to, `any` for a statement that may write to several, null for one that only reads. */
export function tableWrittenBy(sql: string): string | null {
  const table = /^\s*(?:insert into|replace into|update|delete from) "(\w+)"/i.exec(sql)?.[1];
  if (table !== undefined) return table;
  return /^\s*(select|begin|commit|rollback|savepoint|release)\b/i.test(sql) ? null : 'any';
}

/**
 * Tells when tables may have changed, so that what was read from them can be remembered until then. Our own writes are
 * told by statement; a commit of another connection (`polybroker keys revoke` beside the server) shows in SQLite's
 * `data_version` and counts for all tables. What triggers and cascading deletes write is not seen: nothing may be
 * remembered of tables that they write to.
 */
export class TableVersions {
  readonly #readDataVersion: () => number;
  #dataVersion: number;
  #changesOfAny = 0;
  readonly #changes = new Map<string, number>();

  constructor(readDataVersion: () => number) {
    this.#readDataVersion = readDataVersion;
    this.#dataVersion = readDataVersion();
  }

  /** A number that rises with each write to one of the tables, by whomever. */
  of(tables: readonly string[]): number {
    const dataVersion = this.#readDataVersion();
    if (dataVersion !== this.#dataVersion) {
      this.#dataVersion = dataVersion;
      this.#changesOfAny++;
    }
    let version = this.#changesOfAny;
    for (const table of tables) version += this.#changes.get(table) ?? 0;
    return version;
  }

  noteWrite(table: string): void {
    if (table === 'any') this.#changesOfAny++;
    else this.#changes.set(table, (this.#changes.get(table) ?? 0) + 1);
  }
}

import { type Kysely, sql } from 'kysely';

/** Numbers used once of signed requests, until requests of their time are too old anyway. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('request_nonces')
    .addColumn('nonce', 'text', (column) => column.primaryKey().notNull())
    .addColumn('forget_at_ms', 'bigint', (column) => column.notNull())
    .modifyEnd(sql`without rowid`)
    .execute();
  await database.schema
    .createIndex('request_nonces_by_end')
    .on('request_nonces')
    .column('forget_at_ms')
    .execute();
}

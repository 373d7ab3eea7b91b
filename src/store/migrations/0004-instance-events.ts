import type { Kysely } from 'kysely';

/** What happened to instances though nobody asked for it, each sentence once. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('instance_events')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('instance_id', 'text', (column) =>
      column.notNull().references('instances.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('first_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('times', 'integer', (column) => column.notNull())
    .addUniqueConstraint('instance_events_sentence', ['instance_id', 'kind', 'text'])
    .execute();
}

import type { Kysely } from 'kysely';

/** What owners say of topics, groups and users, for which brokers have no place. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('annotations')
    .addColumn('instance_id', 'text', (column) =>
      column.notNull().references('instances.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('annotations_key', ['instance_id', 'kind', 'name'])
    .execute();
}

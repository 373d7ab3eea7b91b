import type { Kysely } from 'kysely';

/** Instances that were bought and not deployed yet. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('instance_reservations')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('cloud', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await database.schema
    .createIndex('instance_reservations_of_project')
    .on('instance_reservations')
    .columns(['project_id', 'cloud', 'created_at_ms'])
    .execute();
}

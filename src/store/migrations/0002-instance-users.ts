import type { Kysely } from 'kysely';

/** Those who log in to instances. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('instance_users')
    .addColumn('instance_id', 'text', (column) =>
      column.notNull().references('instances.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('sealed_password', 'text', (column) => column.notNull())
    .addColumn('mechanisms', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    // Set until the brokers have forgotten the user, too.
    .addColumn('removed_at_ms', 'bigint')
    .addPrimaryKeyConstraint('instance_users_key', ['instance_id', 'name'])
    .execute();
}

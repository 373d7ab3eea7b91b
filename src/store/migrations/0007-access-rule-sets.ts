import type { Kysely } from 'kysely';

/** Named sets of access rules, of which brokers know only the single rules. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('access_rule_sets')
    .addColumn('instance_id', 'text', (column) =>
      column.notNull().references('instances.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('access_rule_sets_key', ['instance_id', 'name'])
    .execute();
}

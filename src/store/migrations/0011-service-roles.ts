import type { Kysely } from 'kysely';

/** Roles by which a cloud's services act for an owner, made when they are needed first. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('service_roles')
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('service_roles_key', ['project_id', 'name'])
    .execute();
}

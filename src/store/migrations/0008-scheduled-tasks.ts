import { type Kysely, sql } from 'kysely';

/** Work that interrupts clients and waits for its time. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('scheduled_tasks')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('instance_id', 'text', (column) =>
      column.notNull().references('instances.id').onDelete('cascade'),
    )
    .addColumn('project_id', 'text', (column) => column.notNull())
    .addColumn('work', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('due_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('in_window', 'integer', (column) => column.notNull())
    .addColumn('task_id', 'text')
    .addColumn('created_by_user_id', 'text', (column) => column.notNull())
    .addColumn('created_by_user_name', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await database.schema
    .createIndex('scheduled_tasks_of_instance')
    .on('scheduled_tasks')
    .columns(['instance_id', 'position'])
    .execute();
  await sql`create index scheduled_tasks_waiting on scheduled_tasks (due_at_ms) where status = 'waiting'`.execute(
    database,
  );
}

import { type Kysely, sql } from 'kysely';

const key = sql`project_id, cloud, engine, status, enterprise_project_id, was_ready`;
const keyOf = (row: 'new' | 'old') =>
  sql.raw(
    `${row}.project_id, ${row}.cloud, ${row}.engine, ${row}.status, ${row}.enterprise_project_id, ${row}.ready_at_ms is not null`,
  );
const addNew = sql`
  insert into instance_counts (${key}, total) values (${keyOf('new')}, 1)
  on conflict (${key}) do update set total = total + 1`;
const takeOld = sql`update instance_counts set total = total - 1 where (${key}) = (${keyOf('old')})`;

/** Each cloud's API lists the instances that were ordered by it, so that the cloud stands in a column and in the counts. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .alterTable('instances')
    .addColumn('cloud', 'text', (column) => column.notNull().defaultTo('huawei'))
    .execute();
  const statements = [
    sql`drop trigger instances_inserted`,
    sql`drop trigger instances_deleted`,
    sql`drop trigger instances_updated`,
    sql`drop table instance_counts`,
  ];
  for (const statement of statements) await statement.execute(database);
  await database.schema
    .createTable('instance_counts')
    .addColumn('project_id', 'text', (column) => column.notNull())
    .addColumn('cloud', 'text', (column) => column.notNull())
    .addColumn('engine', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('enterprise_project_id', 'text', (column) => column.notNull())
    .addColumn('was_ready', 'integer', (column) => column.notNull())
    .addColumn('total', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('instance_counts_key', [
      'project_id',
      'cloud',
      'engine',
      'status',
      'enterprise_project_id',
      'was_ready',
    ])
    .execute();
  const further = [
    sql`insert into instance_counts (${key}, total)
      select project_id, cloud, engine, status, enterprise_project_id, ready_at_ms is not null, count(*)
      from instances group by 1, 2, 3, 4, 5, 6`,
    sql`create trigger instances_inserted after insert on instances begin ${addNew}; end`,
    sql`create trigger instances_deleted after delete on instances begin ${takeOld}; end`,
    sql`create trigger instances_updated
      after update of project_id, cloud, engine, status, enterprise_project_id, ready_at_ms on instances
      begin ${takeOld}; ${addNew}; end`,
    sql`drop index instances_of_project`,
    sql`create index instances_of_project on instances
      (project_id, position, cloud, engine, status, enterprise_project_id, ready_at_ms, id, name)`,
  ];
  for (const statement of further) await statement.execute(database);
}

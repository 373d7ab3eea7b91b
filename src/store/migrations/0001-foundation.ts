import { type Kysely, sql } from 'kysely';

/** Accounts with projects, users and keys, the network catalog, instances with their work, and the addresses of their members. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const schema = database.schema;
  await schema
    .createTable('accounts')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .execute();
  await schema
    .createTable('projects')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addUniqueConstraint('projects_name', ['account_id', 'name'])
    .execute();
  await schema
    .createTable('users')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('token_generation', 'integer', (column) => column.notNull())
    .addUniqueConstraint('users_name', ['account_id', 'name'])
    .execute();
  await schema
    .createTable('access_keys')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('access_key', 'text', (column) => column.notNull().unique())
    .addColumn('sealed_secret_key', 'text', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('revoked_at_ms', 'bigint')
    .execute();
  await schema
    .createTable('vpcs')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('enterprise_project_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('cidr', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('subnets')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('vpc_id', 'text', (column) => column.notNull().references('vpcs.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('cidr', 'text', (column) => column.notNull())
    .addColumn('gateway_ip', 'text', (column) => column.notNull())
    .addColumn('name_servers', 'text', (column) => column.notNull())
    .addColumn('zone', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('security_groups')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('enterprise_project_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('rules', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('instances')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('unique_name', 'text')
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('engine', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('status_reason', 'text')
    .addColumn('enterprise_project_id', 'text', (column) => column.notNull())
    .addColumn('subnet_id', 'text', (column) => column.notNull())
    .addColumn('security_group_id', 'text', (column) => column.notNull())
    .addColumn('offering', 'text', (column) => column.notNull())
    .addColumn('spec', 'text', (column) => column.notNull())
    .addColumn('endpoints', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('created_by_user_id', 'text', (column) => column.notNull())
    .addColumn('created_by_user_name', 'text', (column) => column.notNull())
    .addColumn('due_at_ms', 'bigint')
    .addColumn('generation', 'integer', (column) => column.notNull())
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until_ms', 'bigint')
    .addColumn('fencing_token', 'integer', (column) => column.notNull())
    .addColumn('failed_attempts', 'integer', (column) => column.notNull())
    .addColumn('ready_at_ms', 'bigint')
    .execute();
  await schema
    .createIndex('instances_unique_name')
    .on('instances')
    .columns(['project_id', 'unique_name'])
    .unique()
    .where('unique_name', 'is not', null)
    .execute();
  await schema
    .createIndex('instances_of_project')
    .on('instances')
    .columns(['project_id', 'position'])
    .execute();
  await schema.createIndex('instances_of_subnet').on('instances').columns(['subnet_id']).execute();
  await schema
    .createIndex('instances_of_security_group')
    .on('instances')
    .columns(['security_group_id'])
    .execute();
  await schema.createIndex('instances_of_status').on('instances').columns(['status']).execute();
  // Only what is due stands in this index, so that an idle reconciler reads nothing however many instances there are.
  await sql`create index instances_due on instances (due_at_ms) where due_at_ms is not null`.execute(
    database,
  );
  // The whole pool: what stands after the address is null where nobody holds it.
  await schema
    .createTable('public_addresses')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('address', 'text', (column) => column.notNull().unique())
    .addColumn('id', 'text', (column) => column.unique())
    .addColumn('project_id', 'text', (column) => column.references('projects.id'))
    .addColumn('enterprise_project_id', 'text')
    .addColumn('bandwidth_name', 'text')
    .addColumn('bandwidth_mbitps', 'integer')
    .addColumn('created_at_ms', 'bigint')
    .addColumn('instance_id', 'text', (column) => column.references('instances.id').onDelete('set null'))
    .addColumn('member', 'text')
    .execute();
  await schema
    .createIndex('public_addresses_of_project')
    .on('public_addresses')
    .columns(['project_id', 'position'])
    .execute();
  await schema
    .createIndex('public_addresses_of_instance')
    .on('public_addresses')
    .columns(['instance_id'])
    .execute();
  await schema
    .createTable('instance_secrets')
    .addColumn('instance_id', 'text', (column) =>
      column.notNull().references('instances.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('sealed_value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('instance_secrets_key', ['instance_id', 'name'])
    .execute();
  await schema
    .createTable('tasks')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('instance_id', 'text', (column) =>
      column.notNull().references('instances.id').onDelete('cascade'),
    )
    .addColumn('project_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('created_by_user_id', 'text', (column) => column.notNull())
    .addColumn('created_by_user_name', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('tasks_of_instance').on('tasks').columns(['instance_id', 'position']).execute();
  await schema
    .createTable('journal')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('instance_id', 'text', (column) =>
      column.notNull().references('instances.id').onDelete('cascade'),
    )
    .addColumn('task_id', 'text')
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('started_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('ended_at_ms', 'bigint')
    .addColumn('failure', 'text')
    .execute();
  await schema
    .createIndex('journal_of_instance')
    .on('journal')
    .columns(['instance_id', 'position'])
    .execute();
  await schema
    .createTable('address_blocks')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('block', 'text', (column) => column.notNull().unique())
    .execute();
  // No reference to instances: addresses are given back by the runtime, after the processes that use them are gone.
  await schema
    .createTable('addresses')
    .addColumn('address', 'text', (column) => column.primaryKey())
    .addColumn('instance_id', 'text', (column) => column.notNull())
    .addColumn('member', 'text', (column) => column.notNull())
    .addUniqueConstraint('addresses_member', ['instance_id', 'member'])
    .execute();
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { listeningPorts, membersOf } from './members.ts';

/** The addresses of the instance's members, as the server keeps them. */
export function addressesOf(dataDir: string, instanceId: string): readonly string[] {
  return ask(dataDir, 'select address from addresses where instance_id = ?', instanceId).map(({ address }) =>
    String(address),
  );
}

/** The addresses of all members, by `<instance id>/<member name>`. */
export function addressesByMember(dataDir: string): ReadonlyMap<string, string> {
  const rows = ask(dataDir, 'select instance_id, member, address from addresses');
  return new Map(
    rows.map((row) => [`${String(row['instance_id'])}/${String(row['member'])}`, String(row['address'])]),
  );
}

/**
 * What is left of an instance that should be gone, in words: processes, directories, ports in use on the addresses that it
 * had, and rows of the database. Empty when nothing is.
 */
export async function leftoversOf(
  dataDir: string,
  instanceId: string,
  addresses: readonly string[],
): Promise<readonly string[]> {
  const members = (await membersOf(dataDir)).filter((member) => member.instanceId === instanceId);
  const directories = await readdir(join(dataDir, 'instances'));
  const ports = [...listeningPorts()].filter((port) => addresses.includes(port.split(':')[0] ?? ''));
  return [
    ...members.map(({ memberName, pid }) => `process ${pid} (${memberName})`),
    ...directories.filter((name) => name === instanceId).map((name) => `directory ${name}`),
    ...ports.map((port) => `listener on ${port}`),
    ...rowsOf(dataDir, instanceId),
  ];
}

/** Names the tables that still know the instance; an open transaction of the server is waited for. */
function rowsOf(dataDir: string, instanceId: string): readonly string[] {
  const tables = ask(
    dataDir,
    `select m.name, c.name as column from sqlite_schema m join pragma_table_info(m.name) c
     where m.type = 'table' and (c.name = 'instance_id' or m.name = 'instances' and c.name = 'id')`,
  );
  return tables
    .map(({ name, column }) => ({ name: String(name), column: String(column) }))
    .filter(
      ({ name, column }) => ask(dataDir, `select 1 from ${name} where ${column} = ?`, instanceId).length > 0,
    )
    .map(({ name }) => `rows in ${name}`);
}

function ask(dataDir: string, sql: string, ...parameters: string[]) {
  const database = new DatabaseSync(join(dataDir, 'polybroker.sqlite'), { readOnly: true, timeout: 5000 });
  try {
    return database.prepare(sql).all(...parameters);
  } finally {
    database.close();
  }
}

import type { ZooKeeperClient } from '../zookeeper/zookeeper-client.ts';
import { ZooKeeperError } from '../zookeeper/zookeeper-error.ts';

type Config = Readonly<Record<string, string>>;

/**
 * The settings of an entity (`topics/<name>`, `users/<name>`, `clients/<id>`, `users/<name>/clients/<id>`) as brokers with
 * ZooKeeper keep them below /config; null where there are none.
 */
export async function readConfigNode(client: ZooKeeperClient, entity: string): Promise<Config | null> {
  const path = `/config/${entity}`;
  try {
    const { data } = await client.getData(path);
    return parseConfig(path, data);
  } catch (error) {
    if (error instanceof ZooKeeperError && error.kind === 'no-node') return null;
    throw error;
  }
}

/**
 * Sets values and removes those that are null, then tells the brokers as Kafka's own tools do: since 0.10.1 by a sequential
 * node below /config/changes that names the entity's path (`DynamicConfigManager`, version 2).
 * @throws ZooKeeperError bad-version where somebody else changes the same entity
 */
export async function changeConfigNode(
  client: ZooKeeperClient,
  entity: string,
  changes: ReadonlyMap<string, string | null>,
): Promise<void> {
  const path = `/config/${entity}`;
  await ensureParents(client, path);
  await createMissing(client, path, encode({}));
  const { data, stat } = await client.getData(path);
  const config: Record<string, string> = { ...parseConfig(path, data) };
  for (const [name, value] of changes) {
    if (value === null) delete config[name];
    else config[name] = value;
  }
  await client.setData(path, encode(config), stat.version);
  await tellBrokers(client, entity);
}

/** Has running brokers read the entity's settings again. */
export async function tellBrokers(client: ZooKeeperClient, entity: string): Promise<void> {
  await client.create(
    '/config/changes/config_change_',
    Buffer.from(JSON.stringify({ version: 2, entity_path: entity }), 'utf8'),
    { sequential: true },
  );
}

/** The names of the children, none where the node does not exist. */
export async function childrenOf(client: ZooKeeperClient, path: string): Promise<readonly string[]> {
  try {
    return await client.getChildren(path);
  } catch (error) {
    if (error instanceof ZooKeeperError && error.kind === 'no-node') return [];
    throw error;
  }
}

export async function createMissing(client: ZooKeeperClient, path: string, data: Buffer): Promise<void> {
  try {
    await client.create(path, data);
  } catch (error) {
    if (!(error instanceof ZooKeeperError && error.kind === 'node-exists')) throw error;
  }
}

/** A user's `clients` node has no data, as Kafka's tools make it. */
async function ensureParents(client: ZooKeeperClient, path: string): Promise<void> {
  const parts = path.split('/').slice(1, -1);
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const parent = `/${parts.slice(0, depth).join('/')}`;
    // Entities stand at odd depths below /config: a parent among them is an entity itself.
    const isEntity = depth > 1 && depth % 2 === 1;
    await createMissing(client, parent, isEntity ? encode({}) : Buffer.alloc(0));
  }
}

function parseConfig(path: string, data: Buffer): Config {
  if (data.length === 0) return {};
  const value = JSON.parse(data.toString('utf8')) as { readonly config?: Config } | null;
  if (typeof value?.config !== 'object') throw new Error(`ZooKeeper's ${path} holds no settings of Kafka.`);
  return value.config;
}

function encode(config: Config): Buffer {
  return Buffer.from(JSON.stringify({ version: 1, config }), 'utf8');
}

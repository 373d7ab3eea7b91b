import { randomBytes } from 'node:crypto';
import { answerChallenge, serverIsProven } from './digest-md5.ts';
import { JuteWriter } from './jute.ts';
import type { JuteReader } from './jute.ts';
import { ZooKeeperConnection } from './zookeeper-connection.ts';
import type { ConnectionTimes, ZooKeeperServer } from './zookeeper-connection.ts';
import { ZooKeeperError } from './zookeeper-error.ts';

/** What the engine does in a cluster's ZooKeeper. Every call throws a ZooKeeperError for what the server refuses. */
export interface ZooKeeperClient {
  /** Makes a node and returns its path, which a sequential node gets from the server. @throws node-exists, no-node */
  create(path: string, data: Uint8Array, options?: CreateOptions): Promise<string>;
  /** Replaces the data of a node, of this version only where one is given. @throws no-node, bad-version */
  setData(path: string, data: Uint8Array, version?: number): Promise<NodeStat>;
  /** @throws no-node */
  getData(path: string): Promise<{ readonly data: Buffer; readonly stat: NodeStat }>;
  /** The node's facts, or null where it does not exist. */
  exists(path: string): Promise<NodeStat | null>;
  /** The names of the children, without the path. @throws no-node */
  getChildren(path: string): Promise<readonly string[]>;
  /** @throws no-node, not-empty, bad-version */
  delete(path: string, version?: number): Promise<void>;
  /** Ends the session. Never rejects. */
  close(): Promise<void>;
}

export interface CreateOptions {
  readonly ephemeral?: boolean;
  readonly sequential?: boolean;
  /** Who may do what; all for the creator's login alone unless said otherwise. */
  readonly acl?: readonly AclEntry[];
}

export interface AclEntry {
  /** The sum of read 1, write 2, create 4, delete 8, admin 16. */
  readonly permissions: number;
  readonly scheme: string;
  readonly id: string;
}

export interface NodeStat {
  readonly version: number;
  readonly childVersion: number;
  readonly childCount: number;
  readonly modifiedAtMs: number;
  /** The session that the node goes with, 0n for one that stays. */
  readonly ephemeralOwner: bigint;
}

export interface ZooKeeperLogin {
  readonly username: string;
  readonly password: string;
}

export interface ZooKeeperOptions extends Partial<ConnectionTimes> {
  /** Tried in turn until one serves. */
  readonly servers: readonly ZooKeeperServer[];
  /** Null opens a session without a login, which our own ensembles refuse at its first request. */
  readonly login: ZooKeeperLogin | null;
  readonly signal?: AbortSignal;
}

const types = { create: 1, delete: 2, exists: 3, getData: 4, setData: 5, getChildren: 8, sasl: 102 } as const;
const refusals: ReadonlySet<string> = new Set(['auth-failed', 'session-closed-require-sasl-auth']);
const anyVersion = -1;
const creatorOnly: readonly AclEntry[] = [{ permissions: 31, scheme: 'auth', id: '' }];

/**
 * Opens a session and logs in by SASL DIGEST-MD5.
 * @throws ZooKeeperError of the last server that was tried; `auth-failed` for a wrong name or password
 */
export async function connectZooKeeper(options: ZooKeeperOptions): Promise<ZooKeeperClient> {
  const times = {
    sessionTimeoutMs: options.sessionTimeoutMs ?? 6000,
    requestTimeoutMs: options.requestTimeoutMs ?? 5000,
  };
  let failure: unknown = new ZooKeeperError('connection-loss', 'No ZooKeeper server is known.');
  for (const server of options.servers) {
    options.signal?.throwIfAborted();
    try {
      const connection = await ZooKeeperConnection.open(server, times, options.signal);
      try {
        if (options.login !== null) await logIn(connection, options.login);
        return clientOn(connection);
      } catch (error) {
        await connection.close();
        throw error;
      }
    } catch (error) {
      // Another server would refuse the same login.
      if (error instanceof ZooKeeperError && error.kind === 'auth-failed') throw error;
      failure = error;
    }
  }
  options.signal?.throwIfAborted();
  throw failure;
}

async function logIn(connection: ZooKeeperConnection, { username, password }: ZooKeeperLogin): Promise<void> {
  const login = { username, password, clientNonce: randomBytes(24).toString('base64') };
  const challenge = await exchange(connection, '');
  let lastWord: string;
  try {
    lastWord = await exchange(connection, answerChallenge(challenge, login));
  } catch (error) {
    // 3.8 answers a wrong password so where it requires a login, and by auth-failed where it does not.
    if (!(error instanceof ZooKeeperError && refusals.has(error.kind))) throw error;
    throw new ZooKeeperError('auth-failed', `ZooKeeper refused the login of ${username}.`, { cause: error });
  }
  if (!serverIsProven(challenge, lastWord, login)) {
    throw new ZooKeeperError('auth-failed', `ZooKeeper does not know the password of ${username} itself.`);
  }
}

async function exchange(connection: ZooKeeperConnection, token: string): Promise<string> {
  const body = new JuteWriter().buffer(Buffer.from(token, 'utf8'));
  return (await connection.request(types.sasl, body, 'log in')).string();
}

function clientOn(connection: ZooKeeperConnection): ZooKeeperClient {
  return {
    async create(path, data, options = {}) {
      const flags = (options.ephemeral === true ? 1 : 0) + (options.sequential === true ? 2 : 0);
      const body = new JuteWriter()
        .string(path)
        .buffer(data)
        .vector(options.acl ?? creatorOnly, (writer, entry) => {
          writer.int(entry.permissions).string(entry.scheme).string(entry.id);
        })
        .int(flags);
      return (await connection.request(types.create, body, `create ${path}`)).string();
    },

    async setData(path, data, version = anyVersion) {
      const body = new JuteWriter().string(path).buffer(data).int(version);
      return readStat(await connection.request(types.setData, body, `write ${path}`));
    },

    async getData(path) {
      const body = new JuteWriter().string(path).bool(false);
      const answer = await connection.request(types.getData, body, `read ${path}`);
      return { data: answer.buffer() ?? Buffer.alloc(0), stat: readStat(answer) };
    },

    async exists(path) {
      const body = new JuteWriter().string(path).bool(false);
      try {
        return readStat(await connection.request(types.exists, body, `look for ${path}`));
      } catch (error) {
        if (error instanceof ZooKeeperError && error.kind === 'no-node') return null;
        throw error;
      }
    },

    async getChildren(path) {
      const body = new JuteWriter().string(path).bool(false);
      const answer = await connection.request(types.getChildren, body, `list ${path}`);
      return answer.vector((reader) => reader.string());
    },

    async delete(path, version = anyVersion) {
      await connection.request(types.delete, new JuteWriter().string(path).int(version), `delete ${path}`);
    },

    close: () => connection.close(),
  };
}

/** `Stat` of ZooKeeper's protocol; the fields that nobody needs are passed over. */
function readStat(reader: JuteReader): NodeStat {
  reader.long(); // czxid
  reader.long(); // mzxid
  reader.long(); // ctime
  const modifiedAtMs = Number(reader.long());
  const version = reader.int();
  const childVersion = reader.int();
  reader.int(); // aversion
  const ephemeralOwner = reader.long();
  reader.int(); // dataLength
  const childCount = reader.int();
  return { version, childVersion, childCount, modifiedAtMs, ephemeralOwner };
}

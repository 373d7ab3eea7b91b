import { connectZooKeeper } from '../zookeeper/zookeeper-client.ts';
import type { ZooKeeperClient, ZooKeeperLogin } from '../zookeeper/zookeeper-client.ts';
import type { ZooKeeperServer } from '../zookeeper/zookeeper-connection.ts';
import { ZooKeeperError } from '../zookeeper/zookeeper-error.ts';

/** A session with the cluster's ZooKeeper, opened when it is needed and kept. */
export class ZooKeeperLink {
  readonly #servers: readonly ZooKeeperServer[];
  readonly #login: ZooKeeperLogin;
  #session: Promise<ZooKeeperClient> | null = null;

  constructor(servers: readonly ZooKeeperServer[], login: ZooKeeperLogin) {
    this.#servers = servers;
    this.#login = login;
  }

  /** @throws ZooKeeperError; a session that was lost is opened anew at the next call */
  async use<T>(work: (client: ZooKeeperClient) => Promise<T>): Promise<T> {
    this.#session ??= connectZooKeeper({
      servers: this.#servers,
      login: this.#login,
      requestTimeoutMs: 1500,
    });
    const session = this.#session;
    try {
      return await work(await session);
    } catch (error) {
      const answered =
        error instanceof ZooKeeperError &&
        ['no-node', 'node-exists', 'bad-version', 'not-empty'].includes(error.kind);
      if (!answered && this.#session === session) {
        this.#session = null;
        void session.then((client) => client.close()).catch(() => undefined);
      }
      throw error;
    }
  }

  /** Never rejects. A call after it opens another session. */
  async close(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.then((client) => client.close()).catch(() => undefined);
  }
}

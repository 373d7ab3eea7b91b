import { openBrokerLink } from './broker-link.ts';
import type { BrokerAddress, BrokerLink } from './broker-link.ts';
import { BrokerUnreachableError } from './broker-link.ts';
import type { SaslLogin } from './sasl-login.ts';

export interface ClusterLinkOptions {
  readonly brokers: readonly BrokerAddress[];
  readonly login: SaslLogin;
  /** Milliseconds that all brokers together may take to be found unreachable. */
  readonly limitMs: number;
  /** Called whenever a connection is asked for. */
  readonly onUse: () => void;
}

/** No broker of the cluster answers. */
export class ClusterUnreachableError extends Error {
  override readonly name = 'ClusterUnreachableError';
}

/** Connections to the brokers of one cluster, opened when they are needed and kept. */
export class ClusterLink {
  readonly #options: ClusterLinkOptions;
  #isClosed = false;
  readonly #links = new Map<number, Promise<BrokerLink>>();

  constructor(options: ClusterLinkOptions) {
    this.#options = options;
  }

  get brokerIds(): readonly number[] {
    return this.#options.brokers.map(({ id }) => id);
  }

  /** @throws BrokerUnreachableError */
  async to(brokerId: number): Promise<BrokerLink> {
    this.#options.onUse();
    const kept = this.#links.get(brokerId);
    if (kept !== undefined) {
      const link = await kept;
      if (link.isOpen) return link;
      // Somebody else may have opened another one meanwhile.
      if (this.#links.get(brokerId) !== kept) return await this.to(brokerId);
    }
    return await this.#open(brokerId);
  }

  /** Any broker that answers, one that is connected already first. @throws ClusterUnreachableError */
  async toAny(): Promise<BrokerLink> {
    const ids = this.brokerIds.toSorted(
      (one, other) => Number(this.#links.has(other)) - Number(this.#links.has(one)),
    );
    let failure: unknown = null;
    for (const id of ids) {
      try {
        return await this.to(id);
      } catch (error) {
        if (error instanceof ClusterUnreachableError) throw error;
        failure = error;
      }
    }
    const reason = failure instanceof Error ? failure.message : 'it has no brokers';
    throw new ClusterUnreachableError(reason, { cause: failure });
  }

  /** Ends all connections for good. Never rejects. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.disconnect();
  }

  /** Ends all connections; the next use opens others. Never rejects. */
  async disconnect(): Promise<void> {
    const links = [...this.#links.values()];
    this.#links.clear();
    await Promise.all(links.map((link) => link.then((open) => open.close()).catch(() => undefined)));
  }

  async #open(brokerId: number): Promise<BrokerLink> {
    const { brokers, login, limitMs } = this.#options;
    if (this.#isClosed) throw new ClusterUnreachableError('Its connections were closed for good.');
    const broker = brokers.find(({ id }) => id === brokerId);
    if (broker === undefined) throw new BrokerUnreachableError(`The cluster has no broker ${brokerId}.`);
    const times = { openMs: Math.floor(limitMs / brokers.length), requestMs: limitMs };
    const opening = openBrokerLink(broker, { login, authorityPem: null }, times);
    this.#links.set(brokerId, opening);
    try {
      return await opening;
    } catch (error) {
      if (this.#links.get(brokerId) === opening) this.#links.delete(brokerId);
      throw error;
    }
  }
}

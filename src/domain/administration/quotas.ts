/** How much clients may use of each broker, from the next request on. */
export interface QuotaAdministration {
  list(): Promise<readonly Quota[]>;
  /** Sets the limits given; others of the same clients stay. @throws DomainError invalid-quota */
  set(client: QuotaClient, limits: QuotaLimits): Promise<void>;
  /** Removes all limits of these clients. Idempotent. */
  remove(client: QuotaClient): Promise<void>;
}

/** Whom a quota holds for: a user, a client id, or both; `default` stands for each that has none of its own. */
export interface QuotaClient {
  readonly user?: QuotaName;
  readonly clientId?: QuotaName;
}

export type QuotaName = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'default' };

export interface QuotaLimits {
  readonly producerBytesPerSecond?: number;
  readonly consumerBytesPerSecond?: number;
  /** Of the time of one request handler thread. */
  readonly requestPercentage?: number;
}

export interface Quota {
  readonly client: QuotaClient;
  readonly limits: QuotaLimits;
}

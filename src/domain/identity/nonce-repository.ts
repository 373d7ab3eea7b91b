/** The number used once of a signed request. */
export interface Nonce {
  readonly accessKey: string;
  readonly nonce: string;
  /** From then on it may be used again. */
  readonly forgetAtMs: number;
}

/** Which nonces were used: kept, so that a restart lets no old request in again. */
export interface NonceRepository {
  /** Uses it up, and answers false where it was used before and is not forgotten yet. */
  use(nonce: Nonce, nowMs: number): Promise<boolean>;
}

import type { Caller } from './caller.ts';

/** A key pair with which requests are signed, and whom it stands for. */
export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly caller: Caller;
}

/** What is known of a key pair without opening its secret. */
export interface AccessKeyEntry {
  readonly accessKey: string;
  readonly caller: Caller;
  readonly createdAtMs: number;
  /** Null while it is valid. A revoked key stays listed, so that it is never given out or taken up again. */
  readonly revokedAtMs: number | null;
}

/** A key pair as it is first kept. */
export interface NewAccessKey {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly projectId: string;
  readonly userId: string;
  readonly createdAtMs: number;
}

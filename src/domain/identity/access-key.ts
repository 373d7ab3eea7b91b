import type { Caller } from './caller.ts';

/** A key pair with which requests are signed, and whom it stands for. */
export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly caller: Caller;
}

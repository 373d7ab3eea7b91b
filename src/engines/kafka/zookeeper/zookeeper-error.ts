/** ZooKeeper's error codes (`KeeperException.Code`) that a caller may want to tell apart. */
const kinds: Readonly<Record<number, string>> = {
  [-4]: 'connection-loss',
  [-5]: 'marshalling-error',
  [-6]: 'unimplemented',
  [-7]: 'operation-timeout',
  [-8]: 'bad-arguments',
  [-101]: 'no-node',
  [-102]: 'no-auth',
  [-103]: 'bad-version',
  [-110]: 'node-exists',
  [-111]: 'not-empty',
  [-112]: 'session-expired',
  [-114]: 'invalid-acl',
  [-115]: 'auth-failed',
  [-124]: 'session-closed-require-sasl-auth',
};

/** ZooKeeper refused a request, or could not be asked. */
export class ZooKeeperError extends Error {
  override readonly name = 'ZooKeeperError';
  /** Such as `no-node`; `error-<code>` for codes that we have no name for. */
  readonly kind: string;

  constructor(kind: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }

  /** The error that a server's answer stands for; `what` is the request, such as `create /config`. */
  static fromCode(code: number, what: string): ZooKeeperError {
    const kind = kinds[code] ?? `error${code}`;
    return new ZooKeeperError(kind, `ZooKeeper refused to ${what}: ${kind} (${code}).`);
  }
}

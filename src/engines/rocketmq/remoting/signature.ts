import { createHmac } from 'node:crypto';

/** Who sends requests to brokers with ACLs. */
export interface RemotingLogin {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** A field that clients add after signing, so that brokers leave it out. */
const unsigned = '_UNIQUE_KEY_QUERY';

/**
 * The fields with the two that ACLs ask for, the same in 4.8.0 and 5.x: HMAC-SHA1 over the values of all fields in the order of their
 * names, and the body.
 */
export function signed(
  fields: ReadonlyMap<string, string>,
  body: Buffer,
  { accessKey, secretKey }: RemotingLogin,
): ReadonlyMap<string, string> {
  const all = new Map([...fields, ['AccessKey', accessKey] as const]);
  const hmac = createHmac('sha1', secretKey);
  // By UTF-16 units, as Java's TreeMap has them.
  for (const name of [...all.keys()].toSorted((one, other) => (one < other ? -1 : 1))) {
    if (name !== unsigned) hmac.update(all.get(name) ?? '');
  }
  return all.set('Signature', hmac.update(body).digest('base64'));
}

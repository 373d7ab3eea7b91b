import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../cloud.ts';
import { signedHosts } from './signed-hosts.ts';

export const tc3Algorithm = 'TC3-HMAC-SHA256';

/** What an `Authorization` header of TC3-HMAC-SHA256 says. */
export interface Tc3Authorization {
  readonly secretId: string;
  /** `yyyy-mm-dd`. */
  readonly date: string;
  /** Any text: the Node SDK takes the first label of the endpoint, `127` for an address, instead of the product. */
  readonly service: string;
  /** As the client lists them, joined with `;`. */
  readonly signedHeaders: string;
  /** Lower-case hexadecimal. */
  readonly signature: string;
}

/**
 * Reads `TC3-HMAC-SHA256 Credential={SecretId}/{date}/{service}/tc3_request, SignedHeaders=…, Signature=…`; null where it
 * is anything else, or does not sign content type and host, which the scheme demands.
 */
export function parseTc3Authorization(header: string): Tc3Authorization | null {
  if (!header.startsWith(`${tc3Algorithm} `)) return null;
  const fields = new Map<string, string>();
  for (const part of header.slice(tc3Algorithm.length + 1).split(',')) {
    const equals = part.indexOf('=');
    if (equals !== -1) fields.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const [secretId = '', date = '', service = '', end = '', ...more] = (fields.get('Credential') ?? '').split(
    '/',
  );
  const signedHeaders = fields.get('SignedHeaders') ?? '';
  const signature = fields.get('Signature') ?? '';
  const names = new Set(signedHeaders.toLowerCase().split(';'));
  const isWhole =
    secretId !== '' &&
    service !== '' &&
    end === 'tc3_request' &&
    more.length === 0 &&
    /^\d{4}-\d\d-\d\d$/.test(date) &&
    /^[0-9a-f]{64}$/.test(signature) &&
    names.has('host') &&
    names.has('content-type');
  return isWhole ? { secretId, date, service, signedHeaders, signature } : null;
}

/**
 * Whether the header was made over this request with this secret key. Everything is taken as it came over the wire: header
 * values are Latin-1 text (Node's decoding of raw bytes), so that Latin-1 gives the raw bytes back. The documented scheme
 * lower-cases the headers' values, the SDKs do not; both count.
 */
export function verifyTc3(
  request: WireRequest,
  authorization: Tc3Authorization,
  timestamp: string,
  secretKey: string,
): boolean {
  const { date, service, signedHeaders, signature } = authorization;
  const scope = `${date}/${service}/tc3_request`;
  const signingKey = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  const given = Buffer.from(signature, 'latin1');
  const queries = queriesOf(request);
  const payload = payloadHashOf(request);
  return headerForms(request, signedHeaders).some((headers) =>
    queries.some((query) => {
      const canonical = `${request.method}\n/\n${query}\n${headers}\n${signedHeaders}\n${payload}`;
      const hashed = hash('sha256', Buffer.from(canonical, 'latin1'), 'hex');
      const expected = createHmac('sha256', signingKey)
        .update(`${tc3Algorithm}\n${timestamp}\n${scope}\n${hashed}`, 'latin1')
        .digest('hex');
      return timingSafeEqual(given, Buffer.from(expected, 'latin1'));
    }),
  );
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'latin1').digest();
}

/** A client may leave the body out of the signature and says so in a header. */
function payloadHashOf({ headers, body }: WireRequest): string {
  const isUnsigned = headers['x-tc-content-sha256'] === 'UNSIGNED-PAYLOAD';
  return hash('sha256', isUnsigned ? 'UNSIGNED-PAYLOAD' : body, 'hex');
}

/** The query as sent, which is what the SDKs sign, and sorted, which is what the documentation says. */
function queriesOf({ method, target }: WireRequest): readonly string[] {
  const start = target.indexOf('?');
  if (method !== 'GET' || start === -1) return [''];
  const sent = target.slice(start + 1);
  const sorted = sent.split('&').toSorted().join('&');
  return sorted === sent ? [sent] : [sent, sorted];
}

function headerForms({ headers }: WireRequest, signedHeaders: string): readonly string[] {
  const forms = signedHosts(headers['host'] ?? '').flatMap((host) => {
    const lines = signedHeaders.split(';').map((listed) => {
      const name = listed.toLowerCase();
      return { name, value: (name === 'host' ? host : (headers[name] ?? '')).trim() };
    });
    return [
      lines.map(({ name, value }) => `${name}:${value}\n`).join(''),
      lines.map(({ name, value }) => `${name}:${value.toLowerCase()}\n`).join(''),
    ];
  });
  return [...new Set(forms)];
}

import { createHash, timingSafeEqual } from 'node:crypto';

/** One login by SASL DIGEST-MD5 (RFC 2831) to a ZooKeeper server; `nonce` is fresh and random. */
export interface DigestLogin {
  readonly username: string;
  readonly password: string;
  readonly clientNonce: string;
}

// ZooKeeper names itself so in every challenge and checks it in the answer (`SaslServerCallbackHandler`), whatever its host is.
const digestUri = 'zookeeper/zk-sasl-md5';

/** The client's answer to the server's challenge. Throws where the challenge is not one that we can answer. */
export function answerChallenge(challenge: string, login: DigestLogin): string {
  const { realm, nonce } = readChallenge(challenge);
  const response = digest(realm, nonce, login, 'AUTHENTICATE');
  return [
    'charset=utf-8',
    `username=${quote(login.username)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    'nc=00000001',
    `cnonce=${quote(login.clientNonce)}`,
    `digest-uri=${quote(digestUri)}`,
    'maxbuf=65536',
    `response=${response}`,
    'qop=auth',
  ].join(',');
}

/** Whether the server's last word proves that it knows the password too. */
export function serverIsProven(challenge: string, lastWord: string, login: DigestLogin): boolean {
  const { realm, nonce } = readChallenge(challenge);
  const expected = Buffer.from(digest(realm, nonce, login, ''));
  const proof = Buffer.from(parseDirectives(lastWord).get('rspauth') ?? '');
  return proof.length === expected.length && timingSafeEqual(proof, expected);
}

function readChallenge(challenge: string): { realm: string; nonce: string } {
  const directives = parseDirectives(challenge);
  const nonce = directives.get('nonce');
  const qop = directives.get('qop') ?? 'auth';
  if (nonce === undefined || directives.get('algorithm') !== 'md5-sess' || !qop.split(',').includes('auth')) {
    throw new Error('The server asks for a login other than SASL DIGEST-MD5 with qop=auth.');
  }
  return { realm: directives.get('realm') ?? '', nonce };
}

/** The response value of RFC 2831, section 2.1.2.1; the server's proof is the same without the word AUTHENTICATE. */
function digest(realm: string, nonce: string, login: DigestLogin, word: 'AUTHENTICATE' | ''): string {
  const { username, password, clientNonce } = login;
  const secret = createHash('md5').update(`${username}:${realm}:${password}`, 'utf8').digest();
  const a1 = createHash('md5').update(secret).update(`:${nonce}:${clientNonce}`).digest('hex');
  const a2 = createHash('md5').update(`${word}:${digestUri}`).digest('hex');
  return createHash('md5').update(`${a1}:${nonce}:00000001:${clientNonce}:auth:${a2}`).digest('hex');
}

/** `name=value,name="value"` where a quoted value may escape any character by a backslash. */
function parseDirectives(text: string): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  for (const match of text.matchAll(/([A-Za-z-]+)=(?:"((?:[^"\\]|\\.)*)"|([^,]*))(?:,|$)/gs)) {
    const [, name = '', quoted, plain = ''] = match;
    directives.set(name, quoted === undefined ? plain : quoted.replace(/\\(.)/gs, '$1'));
  }
  return directives;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, (character) => `\\${character}`)}"`;
}

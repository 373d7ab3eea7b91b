import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { RocketmqSpec } from '../../../../domain/instance/instance.ts';
import { badParameter } from '../../errors.ts';
import { checkBody } from '../../json-body.ts';
import type { CreateBody } from '../create-body.ts';

export type TlsMode = RocketmqSpec['tlsMode'];

const modes = { SSL: 'tls', PLAINTEXT: 'plaintext', PERMISSIVE: 'permissive' } as const;
export type TlsWord = keyof typeof modes;
export const tlsWords: readonly TlsWord[] = ['SSL', 'PLAINTEXT', 'PERMISSIVE'];

export function tlsModeOf(word: TlsWord): TlsMode {
  return modes[word];
}

export function tlsWord(mode: TlsMode): TlsWord {
  return tlsWords.find((word) => modes[word] === mode) ?? 'PLAINTEXT';
}

/**
 * `ssl_enable` says whether clients may come by TLS, `tls_mode` besides whether they may come without. One of them is enough; both must
 * agree.
 * @throws HuaweiError DMS.00400062
 */
export function resolveTlsMode(body: Pick<CreateBody, 'ssl_enable' | 'tls_mode'>): TlsMode {
  const { ssl_enable: ssl, tls_mode: word = '' } = body;
  if (word === '') return ssl === true ? 'tls' : 'plaintext';
  if (ssl !== undefined && ssl !== (word !== 'PLAINTEXT')) {
    const allowed = ssl ? 'SSL or PERMISSIVE with ssl_enable true' : 'PLAINTEXT with ssl_enable false';
    throw badParameter('DMS.00400062', 'tls_mode', word, allowed);
  }
  return tlsModeOf(word);
}

const switchValidator = Compile(Type.Object({ tls_mode: Type.Enum(['SSL', 'PLAINTEXT', 'PERMISSIVE']) }));

/** What the body of the call asks for that switches it. @throws HuaweiError DMS.00400062 */
export function askedTlsWord(given: unknown): TlsWord {
  return checkBody(given, switchValidator, {
    allowed: { tls_mode: tlsWords.join(', ') },
    codes: {},
    secret: new Set(),
  }).tls_mode;
}

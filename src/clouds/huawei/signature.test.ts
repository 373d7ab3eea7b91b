import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { signedRequest } from '../../../test/support/huawei-signing.ts';
import type { SigningOptions, UnsignedRequest } from '../../../test/support/huawei-signing.ts';
import type { WireRequest } from '../cloud.ts';
import { parseAuthorization, parseSdkDate, verifySignature } from './signature.ts';
import vectors from './signature-vectors.json' with { type: 'json' };

const key = { accessKey: 'AK', secretKey: 'SK' };
const atMs = Date.UTC(2026, 10, 21, 3, 8, 56);

function verifies(request: WireRequest, secretKey = key.secretKey): boolean {
  const authorization = parseAuthorization(request.headers['authorization'] ?? '');
  assert.ok(authorization);
  return verifySignature(request, authorization, secretKey);
}

function sign(request: UnsignedRequest, options: Partial<SigningOptions> = {}): WireRequest {
  return signedRequest(request, key, { atMs, ...options });
}

for (const [index, { client, secretKey, request, expected }] of vectors.entries()) {
  const body = Buffer.from(request.body);
  const wire = { ...request, headers: request.headers, body, requestId: 'r' } as WireRequest;

  test(`vector ${index + 1}, captured from ${client}: ${request.method} ${request.target}`, () => {
    assert.equal(parseAuthorization(request.headers.authorization)?.signature, expected.signature);
    assert.ok(verifies(wire, secretKey));
    assert.ok(!verifies(wire, `${secretKey} `));
    assert.ok(!verifies({ ...wire, method: 'PATCH' }, secretKey));
  });
}

const letters = fc.string({
  unit: fc.constantFrom('a', 'b', 'X', 'Y', '0', '9'),
  minLength: 1,
  maxLength: 8,
});
const anyText = fc.string({ unit: 'binary', maxLength: 8 }).filter((value) => value.isWellFormed());
const pairs = fc.array(fc.tuple(letters, anyText), { maxLength: 5 });

function target(path: readonly string[], query: readonly (readonly [string, string])[]): string {
  const encoded = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `/${path.map(encodeURIComponent).join('/')}${encoded === '' ? '' : `?${encoded}`}`;
}

test('whatever a client signs is accepted, in any order of its query and with either encoding of its path', () => {
  fc.assert(
    fc.property(
      fc.array(
        anyText.filter((segment) => segment !== '.' && segment !== '..'),
        { minLength: 1, maxLength: 4 },
      ),
      pairs,
      fc.uint8Array({ maxLength: 40 }),
      fc.boolean(),
      (path, query, body, encodesPathText) => {
        const request = sign({ method: 'POST', target: target(path, query), body }, { encodesPathText });
        assert.ok(verifies(request));
        assert.ok(verifies({ ...request, target: target(path, query.toReversed()) }));
      },
    ),
  );
});

test('a change of any byte of path, query, body, signed header, date or secret is refused', () => {
  fc.assert(
    fc.property(
      letters,
      letters,
      letters,
      fc.nat(),
      fc.constantFrom('path', 'query', 'body', 'header'),
      (path, value, body, at, where) => {
        const request = sign(
          { method: 'PUT', target: `/v2/${path}?k=${value}`, body, headers: { 'content-type': value } },
          { signedHeaders: ['content-type'] },
        );
        assert.ok(verifies(request));
        // `_` is in none of the texts, so that each replacement is a change.
        const altered = (text: string) =>
          `${text.slice(0, at % text.length)}_${text.slice((at % text.length) + 1)}`;
        const changes: Record<string, Partial<WireRequest>> = {
          path: { target: `/v2/${altered(path)}?k=${value}` },
          query: { target: `/v2/${path}?k=${altered(value)}` },
          body: { body: Buffer.from(altered(body)) },
          header: { headers: { ...request.headers, 'content-type': altered(value) } },
        };
        assert.ok(!verifies({ ...request, ...changes[where] }));
        assert.ok(
          !verifies({ ...request, headers: { ...request.headers, 'x-sdk-date': '20261121T030857Z' } }),
        );
        assert.ok(!verifies(request, altered(key.secretKey)));
      },
    ),
  );
});

test('a parameter or byte that is added, or taken away, is refused', () => {
  const request = sign({ method: 'POST', target: '/v2/p/instances?a=1&b=2', body: '{}' });
  for (const changed of [
    '/v2/p/instances?a=1',
    '/v2/p/instances?a=1&b=2&c=3',
    '/v2/p/instances',
    '/v2/p/instances/x?a=1&b=2',
  ]) {
    assert.ok(!verifies({ ...request, target: changed }), changed);
  }
  assert.ok(!verifies({ ...request, body: Buffer.from('{} ') }));
  assert.ok(!verifies({ ...request, body: new Uint8Array(0) }));
});

test('values of a repeated key are sorted, a key alone has an empty value, and + is a blank', () => {
  const request = sign({ method: 'GET', target: '/v2/p?k=b&k=a&z&x=1=2&s=a%20b' });
  assert.ok(verifies(request));
  assert.ok(verifies({ ...request, target: '/v2/p?z=&s=a+b&k=a&k=b&x=1%3D2' }));
  assert.ok(!verifies({ ...request, target: '/v2/p?z=&s=a%2Bb&k=a&k=b&x=1%3D2' }));
});

test('an encoded slash is accepted from clients that decode the path and from those that do not', () => {
  assert.ok(verifies(sign({ method: 'GET', target: '/v2/a%2Fb' })));
  assert.ok(verifies(sign({ method: 'GET', target: '/v2/a%2Fb' }, { encodesPathText: true })));
});

test('a path with and without a slash at its end has one canonical form', () => {
  const request = sign({ method: 'GET', target: '/v2/p/instances' });
  assert.ok(verifies({ ...request, target: '/v2/p/instances/' }));
});

test('headers outside SignedHeaders may be anything, host too', () => {
  const request = sign({ method: 'GET', target: '/v2/p' }, { signedHeaders: [] });
  const headers = { ...request.headers, host: 'proxy', 'x-project-id': 'other' };
  assert.ok(verifies({ ...request, headers }));
});

test('header values count as the bytes that came', () => {
  // Node gives header bytes as Latin-1; the client signed the UTF-8 bytes of é.
  const request = sign(
    { method: 'GET', target: '/', headers: { 'user-agent': 'é' } },
    { signedHeaders: ['user-agent'] },
  );
  const received = { ...request.headers, 'user-agent': Buffer.from('é').toString('latin1') };
  assert.ok(verifies({ ...request, headers: received }));
});

function posted(payloadHash: string, headers: Record<string, string>, body: string): WireRequest {
  return sign({
    method: 'POST',
    target: '/',
    body,
    headers: { ...headers, 'x-sdk-content-sha256': payloadHash },
  });
}

test('a payload hash in a header must be that of the body', () => {
  const hashOfBraces = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
  assert.ok(verifies(posted(hashOfBraces, { 'content-type': 'application/json' }, '{}')));
  assert.ok(!verifies(posted(hashOfBraces, { 'content-type': 'application/json' }, '[]')));
});

test('UNSIGNED-PAYLOAD is accepted for other content types than JSON only', () => {
  assert.ok(verifies(posted('UNSIGNED-PAYLOAD', { 'content-type': 'application/octet-stream' }, 'x')));
  assert.ok(verifies(posted('UNSIGNED-PAYLOAD', {}, '')));
  assert.ok(
    !verifies(posted('UNSIGNED-PAYLOAD', { 'content-type': 'application/json;charset=UTF-8' }, '{}')),
  );
  assert.ok(!verifies(posted('UNSIGNED-PAYLOAD', {}, '{}')));
});

test('an Authorization that is not whole is not read', () => {
  const signature = 'a'.repeat(64);
  const whole = `SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=${signature}`;
  assert.deepEqual(parseAuthorization(whole), {
    accessKey: 'AK',
    signedHeaders: 'host;x-sdk-date',
    signature,
  });
  assert.ok(parseAuthorization(whole.replaceAll(', ', ',')));
  for (const broken of [
    '',
    'SDK-HMAC-SHA256',
    whole.replace('SHA256', 'SM3'),
    whole.replace('Access=AK', 'Access='),
    whole.replace('SignedHeaders=host;x-sdk-date, ', ''),
    whole.slice(0, -1),
    `${whole}0`,
    whole.replace('aaaa', 'zzzz'),
  ]) {
    assert.equal(parseAuthorization(broken), null, broken);
  }
});

test('a date is read only in the one form of the scheme', () => {
  assert.equal(parseSdkDate('20261121T030856Z'), atMs);
  for (const broken of [
    '',
    '2026-11-21T03:08:56Z',
    '20261121T030856',
    '20261321T030856Z',
    '20261121T250856Z',
    ' 20261121T030856Z',
  ]) {
    assert.equal(parseSdkDate(broken), null, broken);
  }
});

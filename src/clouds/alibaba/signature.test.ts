import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { alibabaSigned, type AlibabaStyle } from '../../../test/support/alibaba-signing.ts';
import { now } from '../../../test/support/owners.ts';
import type { WireRequest } from '../cloud.ts';
import vectors from './signature-vectors.json' with { type: 'json' };
import { readSignedRequest } from './signed-request.ts';

const other = (text: string) => text.replace('cn-hangzhou', 'cn-shanghai');
const styles: readonly AlibabaStyle[] = ['v1-get', 'v1-query', 'v1-form', 'v1-both', 'acs3'];

for (const { client, accessKey, secretKey, method, target, headers, body } of vectors) {
  const request: WireRequest = {
    method,
    target,
    headers,
    body: Buffer.from(body),
    requestId: '',
  };

  test(`what ${client} signed is right (${method}, ${body === '' ? 'query' : 'form'})`, () => {
    const signed = readSignedRequest(request);
    assert.equal(signed.accessKeyId, accessKey);
    assert.equal(signed.version, '2019-09-16');
    assert.equal(signed.parameters.get('RegionId'), 'cn-hangzhou');
    assert.ok(signed.isSignedWith(secretKey), signed.explanation);
    assert.ok(!signed.isSignedWith(`${secretKey}x`));
  });

  test(`what ${client} signed is wrong once it is changed (${method}, ${body === '' ? 'query' : 'form'})`, () => {
    const changed = { ...request, target: other(target), body: Buffer.from(other(body)) };
    assert.ok(!readSignedRequest(changed).isSignedWith(secretKey));
    const flipped = { ...request, method: method === 'GET' ? 'POST' : 'GET' };
    assert.ok(!readSignedRequest(flipped).isSignedWith(secretKey));
  });
}

test('the example of the scheme’s documentation has the signature that stands there', () => {
  // "Request signatures", the RPC example of DescribeRegions with the secret testsecret.
  const target =
    '/?Timestamp=2016-02-23T12:46:24Z&Format=XML&AccessKeyId=testid&Action=DescribeRegions&SignatureMethod=HMAC-SHA1&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf&Version=2014-05-26&SignatureVersion=1.0&Signature=OLeaidS1JvxuMvnyHOwuJ%2BuX5qY%3D';
  const request = { method: 'GET', target, headers: {}, body: Buffer.alloc(0), requestId: '' };
  assert.ok(readSignedRequest(request).isSignedWith('testsecret'));
});

test('whatever stands in parameters, every style of signing is understood and any other secret key is refused', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  const names = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._-]{0,12}$/).map((name) => `Own${name}`);
  fc.assert(
    fc.property(
      fc.constantFrom(...styles),
      fc.dictionary(names, text, { maxKeys: 6 }),
      fc.string({ minLength: 1, maxLength: 30 }),
      (style, parameters, secretKey) => {
        const key = { accessKey: 'AKID', secretKey };
        const signed = readSignedRequest(
          alibabaSigned({ action: 'GetInstanceList', style, parameters }, key, now),
        );
        assert.equal(signed.action, 'GetInstanceList');
        for (const [name, value] of Object.entries(parameters)) {
          assert.equal(signed.parameters.get(name), value.toWellFormed());
        }
        assert.ok(signed.isSignedWith(secretKey), signed.explanation);
        assert.ok(!signed.isSignedWith(`${secretKey}x`));
      },
    ),
    { numRuns: 200 },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireRequest } from '../cloud.ts';
import { readSignedRequest } from './signed-request.ts';
import vectors from './signature-vectors.json' with { type: 'json' };
import { parseTc3Authorization, verifyTc3 } from './signature-tc3.ts';
import { isV1Method, verifyV1 } from './signature-v1.ts';

type Vector = (typeof vectors)[number];

function requestOf({ method, target, headers, body }: Vector): WireRequest {
  return { method, target, headers, body: Buffer.from(body), requestId: 'r' };
}

function verify(request: WireRequest, secretKey: string): boolean {
  const { proof, timestamp } = readSignedRequest(request);
  if (proof.scheme === 'v1') {
    const method = proof.parameters.get('SignatureMethod') ?? '';
    assert.ok(isV1Method(method));
    return verifyV1(request.method, request.headers['host'] ?? '', proof.parameters, method, secretKey);
  }
  const authorization = parseTc3Authorization(request.headers['authorization'] ?? '');
  assert.ok(authorization);
  return verifyTc3(request, authorization, timestamp, secretKey);
}

for (const vector of vectors) {
  const { scheme, client, method } = vector;
  test(`${scheme} ${method} as ${client} signed it (${vector.headers.host})`, () => {
    const request = requestOf(vector);
    assert.ok(verify(request, vector.secretKey));
    assert.ok(!verify(request, `${vector.secretKey}x`), 'another key');
    const swapped =
      vector.body === ''
        ? { ...request, target: request.target.replace('Limit=10', 'Limit=11') }
        : { ...request, body: Buffer.from(vector.body.replace(/10|\{\}/, '{"a":1}')) };
    assert.ok(!verify(swapped, vector.secretKey), 'other parameters');
    const elsewhere = { ...request, headers: { ...request.headers, host: 'elsewhere.test' } };
    assert.ok(!verify(elsewhere, vector.secretKey), 'another host');
  });
}

test('an Authorization header is whole or nothing', () => {
  const credential = 'Credential=AK/2026-11-21/ckafka/tc3_request';
  const signature = `Signature=${'0'.repeat(64)}`;
  const whole = `TC3-HMAC-SHA256 ${credential}, SignedHeaders=content-type;host, ${signature}`;
  assert.equal(parseTc3Authorization(whole)?.secretId, 'AK');
  for (const broken of [
    '',
    'TC3-HMAC-SHA256',
    whole.replace('TC3-HMAC-SHA256', 'TC3-HMAC-SM3'),
    whole.replace('/tc3_request', ''),
    whole.replace('/tc3_request', '/tc3_request/more'),
    whole.replace('2026-11-21', '20261121'),
    whole.replace('content-type;host', 'content-type'),
    whole.replace('content-type;host', 'host'),
    whole.replace('Signature=0', 'Signature=x'),
    whole.replace('AK/', '/'),
  ]) {
    assert.equal(parseTc3Authorization(broken), null, broken);
  }
});

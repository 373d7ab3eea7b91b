import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alice, bob, now } from '../../../test/support/owners.ts';
import { createTencentTestCloud } from '../../../test/support/tencent-cloud.ts';
import { firstWaySigned, tencentSigned } from '../../../test/support/tencent-signing.ts';

const listing = { action: 'DescribeInstances' };

test('everything is answered 200 in the envelope, with the id of the request', async (t) => {
  const { cloud } = await createTencentTestCloud(t);
  const request = tencentSigned(listing, alice, now);
  const answer = await cloud.handle(request);
  assert.equal(answer.status, 200);
  assert.deepEqual(JSON.parse(String(answer.body)), {
    Response: { Result: { InstanceList: [], TotalCount: 0 }, RequestId: request.requestId },
  });
  const refusal = await cloud.handle({ ...request, method: 'PUT' });
  assert.equal(refusal.status, 200);
  assert.equal(JSON.parse(String(refusal.body)).Response.RequestId, request.requestId);
  assert.equal(JSON.parse(String(refusal.body)).Response.Error.Code, 'UnsupportedProtocol');
});

test('it takes what its clients send for its own, and nothing of others', async (t) => {
  const { cloud } = await createTencentTestCloud(t);
  const request = tencentSigned(listing, alice, now);
  const { authorization: _, ...headers } = request.headers;
  const mine = [
    request,
    { ...request, headers },
    firstWaySigned('GET', { Action: 'DescribeInstances' }, alice, now),
    firstWaySigned('POST', { Action: 'DescribeInstances' }, alice, now),
  ];
  for (const each of mine) assert.ok(cloud.recognises(each));
  const others = [
    { ...request, headers: { authorization: 'SDK-HMAC-SHA256 Access=A' } },
    { ...request, headers: {}, target: '/v2/p/instances' },
    {
      ...request,
      headers: { 'x-acs-action': 'GetInstanceList', 'content-type': 'application/x-www-form-urlencoded' },
    },
    { ...request, method: 'GET', headers: {}, target: '/?AccessKeyId=A&Action=GetInstanceList' },
    { ...request, method: 'GET', headers: {}, target: '/' },
  ];
  for (const each of others) assert.ok(!cloud.recognises(each), JSON.stringify(each));
});

test('each failure to prove the caller has its code', async (t) => {
  const { handle } = await createTencentTestCloud(t);
  const good = tencentSigned(listing, alice, now);
  const withHeaders = (headers: object) => ({ ...good, headers: { ...good.headers, ...headers } });
  const { authorization = '' } = good.headers;
  const cases = [
    [withHeaders({ authorization: 'TC3-HMAC-SHA256 nonsense' }), 'AuthFailure.InvalidAuthorization'],
    [withHeaders({ authorization: undefined }), 'AuthFailure.InvalidAuthorization'],
    [
      withHeaders({ authorization: authorization.replace('=AKALICE', '=AKNOBODY') }),
      'AuthFailure.SecretIdNotFound',
    ],
    [
      withHeaders({ authorization: authorization.replace('=AKALICE', '=A-B') }),
      'AuthFailure.InvalidSecretId',
    ],
    [{ ...good, body: Buffer.from('{"Limit":1}') }, 'AuthFailure.SignatureFailure'],
    [tencentSigned(listing, { ...alice, secretKey: 'x' }, now), 'AuthFailure.SignatureFailure'],
    [tencentSigned(listing, alice, now - 301_000), 'AuthFailure.SignatureExpire'],
    [tencentSigned(listing, alice, now + 301_000), 'AuthFailure.SignatureExpire'],
    [withHeaders({ 'x-tc-token': 'token' }), 'AuthFailure.TokenFailure'],
    [withHeaders({ 'x-tc-timestamp': 'soon' }), 'InvalidParameter'],
    [withHeaders({ 'x-tc-timestamp': undefined }), 'MissingParameter'],
    [withHeaders({ 'x-tc-version': undefined }), 'MissingParameter'],
    [withHeaders({ 'x-tc-action': '' }), 'MissingParameter'],
    [
      firstWaySigned('GET', { Action: 'DescribeInstances' }, { ...alice, secretKey: 'x' }, now),
      'AuthFailure.SignatureFailure',
    ],
    [
      firstWaySigned('GET', { Action: 'DescribeInstances' }, alice, now - 400_000),
      'AuthFailure.SignatureExpire',
    ],
    [
      firstWaySigned('POST', { Action: 'DescribeInstances', Token: 'x' }, alice, now),
      'AuthFailure.TokenFailure',
    ],
  ] as const;
  for (const [request, code] of cases) {
    const { status, response } = await handle(request);
    assert.deepEqual([status, response.Error?.Code], [200, code], JSON.stringify(response));
  }
  const bearable = await handle(tencentSigned(listing, alice, now - 299_000));
  assert.equal(bearable.response.Error, undefined);
});

test('the body may be left out of the signature, and the host may have a scheme or lack its port', async (t) => {
  const { handle } = await createTencentTestCloud(t);
  const unsigned = tencentSigned(
    { ...listing, headers: { 'x-tc-content-sha256': 'UNSIGNED-PAYLOAD' } },
    alice,
    now,
  );
  const swapped = await handle({ ...unsigned, body: Buffer.from('{"Limit":5}') });
  assert.equal(swapped.response.Error, undefined);
  const withScheme = tencentSigned({ ...listing, host: 'http://127.0.0.1:7410' }, alice, now);
  assert.equal((await handle(withScheme)).response.Error, undefined);
  const withoutPort = tencentSigned({ ...listing, host: 'localhost' }, alice, now);
  const sent = { ...withoutPort, headers: { ...withoutPort.headers, host: 'localhost:7410' } };
  assert.equal((await handle(sent)).response.Error, undefined);
});

for (const [method, algorithm] of [
  ['GET', 'HmacSHA1'],
  ['GET', 'HmacSHA256'],
  ['POST', 'HmacSHA1'],
  ['POST', 'HmacSHA256'],
] as const) {
  test(`parameters of a ${method} signed with ${algorithm} are typed by the catalog`, async (t) => {
    const { handle, create } = await createTencentTestCloud(t);
    const id = await create({ Tags: [{ TagKey: 'k', TagValue: 'v & w=ü' }] });
    await create();
    const flat = {
      Action: 'DescribeInstancesDetail',
      Limit: '10',
      'Status.0': '0',
      'TagList.0.TagKey': 'k',
      'TagList.0.TagValue': 'v & w=ü',
    };
    const { response } = await handle(firstWaySigned(method, flat, alice, now, algorithm));
    assert.deepEqual(
      response.Result.InstanceList.map((one: { InstanceId: string }) => one.InstanceId),
      [id],
    );
    const wrong = await handle(firstWaySigned(method, { ...flat, Limit: 'ten' }, alice, now, algorithm));
    assert.equal(wrong.response.Error.Code, 'InvalidParameter');
    const unknown = await handle(firstWaySigned(method, { ...flat, 'A.0': 'x' }, alice, now, algorithm));
    assert.equal(unknown.response.Error.Code, 'UnknownParameter');
  });
}

test('actions and versions that do not exist, are gone, or are not done', async (t) => {
  const { send } = await createTencentTestCloud(t);
  const cases = [
    [{ action: 'DescribeNothing' }, 'InvalidAction'],
    [{ action: 'CreateInstancePost' }, 'ActionOffline'],
    [{ action: 'DescribeInstances', headers: { 'x-tc-version': '2018-01-01' } }, 'NoSuchVersion'],
    [{ action: 'DescribeInstances', service: 'vpc' }, 'NoSuchVersion'],
    [{ action: 'DescribeNothing', headers: { 'x-tc-version': '2018-01-01' } }, 'NoSuchVersion'],
    [{ action: 'CreateDatahubTask' }, 'UnsupportedOperation'],
  ] as const;
  for (const [request, code] of cases) {
    assert.equal((await send(request)).response.Error.Code, code, request.action);
  }
  const { headers } = await send({ action: 'CreateDatahubTask' });
  assert.equal(headers['x-polybroker-unsupported'], 'CreateDatahubTask');
});

test('each account may make so many requests of an action in a second', async (t) => {
  const { send, tick } = await createTencentTestCloud(t, { requestsPerSecond: 20 });
  for (let made = 0; made < 20; made += 1) assert.equal((await send(listing)).response.Error, undefined);
  assert.equal((await send(listing)).response.Error.Code, 'RequestLimitExceeded');
  // Bob's key is of the same account.
  assert.equal((await send(listing, bob)).response.Error.Code, 'RequestLimitExceeded');
  assert.equal((await send({ action: 'DescribeRegion' })).response.Error, undefined);
  tick(1000);
  assert.equal((await send(listing)).response.Error, undefined);
});

test('a body that is too large, no JSON or no object is refused', async (t) => {
  const { cloud, handle } = await createTencentTestCloud(t);
  const request = tencentSigned(
    { ...listing, headers: { 'x-tc-content-sha256': 'UNSIGNED-PAYLOAD' } },
    alice,
    now,
  );
  const tooLarge = JSON.parse(String(cloud.refuseTooLarge(request, 10).body)).Response;
  assert.equal(tooLarge.Error.Code, 'RequestSizeLimitExceeded');
  for (const body of ['{', '[]', '1', '"x"', '[['.repeat(50)]) {
    const { response } = await handle({ ...request, body: Buffer.from(body) });
    assert.equal(response.Error.Code, 'InvalidParameter', body);
  }
  assert.equal((await handle({ ...request, body: Buffer.from('') })).response.Error, undefined);
});

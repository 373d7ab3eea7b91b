import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { home, signed } from '../../../test/support/huawei-cloud.ts';
import { createTestCloud } from '../../../test/support/huawei-test-cloud.ts';
import { alice, now, ownerOf } from '../../../test/support/owners.ts';
import { signedRequest } from '../../../test/support/huawei-signing.ts';
import type { WireRequest } from '../cloud.ts';

function unsigned(target: string, headers = {}): WireRequest {
  return { method: 'GET', target, headers, body: new Uint8Array(0), requestId: 'r' };
}

test('requests are recognised by their scheme, their token or their path', async (t) => {
  const { cloud } = await createTestCloud(t);
  for (const target of ['/v1/p/vpcs', '/v1.0/x', '/v2/p', '/v3/auth/tokens'])
    assert.ok(cloud.recognises(unsigned(target)));
  assert.ok(cloud.recognises(unsigned('/', { authorization: 'SDK-HMAC-SHA256 Access=…' })));
  assert.ok(cloud.recognises(unsigned('/', { 'x-auth-token': 't' })));
  assert.ok(!cloud.recognises(unsigned('/', { authorization: 'TC3-HMAC-SHA256 Credential=…' })));
  assert.ok(!cloud.recognises(unsigned('/?Action=GetInstanceList')));
});

const show = { method: 'GET', target: `${home}/instances` };
const prefix = 'Incorrect IAM authentication information: ';

/** what is wrong, the request, the gateway's text */
const unauthenticated: readonly (readonly [string, () => WireRequest, string])[] = [
  ['no credentials', () => ({ ...signed(show), headers: {} }), 'x-auth-token not found'],
  ['a token', () => ({ ...signed(show), headers: { 'x-auth-token': 'MII' } }), 'decrypt token fail'],
  [
    'an unknown key',
    () => signed(show, ownerOf('AKNOBODY', 'x')),
    'Get secretKey failed,ak:AKNOBODY,err:ak not exist',
  ],
  ['a wrong secret', () => signed(show, { ...alice, secretKey: 'guess' }), 'verify aksk signature fail'],
  ['an old date', () => signed(show, alice, now - 901_000), 'calc ak sk signature fail:signature expired'],
  ['a future date', () => signed(show, alice, now + 901_000), 'calc ak sk signature fail:signature expired'],
  [
    'no date',
    () => without(signed(show), 'x-sdk-date'),
    'calc ak sk signature fail:X-Sdk-Date must be given as yyyymmddThhmmssZ in UTC',
  ],
  [
    'another algorithm',
    () => withAuthorization('SDK-HMAC-SM3 Access=AK, SignedHeaders=host, Signature=00'),
    'the algorithm SDK-HMAC-SM3 is not supported, use SDK-HMAC-SHA256',
  ],
  [
    'half a header',
    () => withAuthorization('SDK-HMAC-SHA256 Access=AK'),
    'the Authorization header must be "SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…"',
  ],
];

function without(request: WireRequest, header: string): WireRequest {
  return { ...request, headers: { ...request.headers, [header]: undefined } };
}

function withAuthorization(authorization: string): WireRequest {
  const request = signed(show);
  return { ...request, headers: { ...request.headers, authorization } };
}

for (const [what, build, message] of unauthenticated) {
  test(`${what}: 401 in the gateway's shape`, async (t) => {
    const { handle } = await createTestCloud(t);
    const reply = await handle(build());
    assert.equal(reply.status, 401);
    assert.deepEqual(reply.json, {
      error_msg: prefix + message,
      error_code: 'APIGW.0301',
      request_id: 'request-1',
    });
    assert.equal(reply.headers['content-type'], 'application/json');
  });
}

test('a date within fifteen minutes is accepted', async (t) => {
  const { handle } = await createTestCloud(t);
  for (const offsetMs of [-900_000, 900_000])
    assert.equal((await handle(signed(show, alice, now + offsetMs))).status, 200);
});

function anonymous(method: string, target: string): WireRequest {
  return { ...signed({ method, target }), headers: {} };
}

test('what is checked first: path, credentials, method, project, body', async (t) => {
  const { handle, send } = await createTestCloud(t);
  assert.equal((await handle(anonymous('GET', '/v2/p/nothing'))).json.error_code, 'APIGW.0101');
  assert.equal((await handle(anonymous('PATCH', `${home}/instances`))).json.error_code, 'APIGW.0301');
  assert.equal((await send('PATCH', '/v2/other/instances')).json.error_code, 'DMS.00405001');
  assert.equal((await send('POST', '/v2/other/instances')).json.error_code, 'DMS.10240104');
  assert.equal((await send('POST', `${home}/instances`)).json.error_code, 'DMS.00400004');
});

test('unknown path 404, wrong method 405', async (t) => {
  const { send } = await createTestCloud(t);
  const unknown = await send('GET', '/v2/alice-project/nothing');
  assert.deepEqual([unknown.status, unknown.json.error_code], [404, 'APIGW.0101']);
  const wrong = await send('PATCH', `${home}/instances`);
  assert.deepEqual([wrong.status, wrong.json.error_code], [405, 'DMS.00405001']);
});

test('the project of the path must be the caller’s and well-formed; X-Project-Id does not count', async (t) => {
  const { handle, send } = await createTestCloud(t);
  const unset = await send('GET', '/v2/%7Bproject_id%7D/instances');
  assert.deepEqual([unset.status, unset.json.error_code], [400, 'DMS.00400002']);
  const other = await send('GET', '/v2/bob-project/instances');
  assert.deepEqual([other.status, other.json.error_code], [401, 'DMS.10240104']);
  const misled = signed({ ...show, headers: { 'x-project-id': 'bob-project' } });
  assert.equal((await handle(misled)).status, 200);
});

test('an operation of the SDK that is missing is refused by its name', async (t) => {
  const { send } = await createTestCloud(t);
  const reply = await send('GET', `${home}/instances/8959ab1c-0000-4000-8000-93dfc361b32d/messages`);
  assert.equal(reply.status, 400);
  assert.equal(reply.json.error_code, 'DMS.00400007');
  assert.match(reply.json.error_msg, /ShowInstanceMessages/);
  assert.equal(reply.headers['x-polybroker-unsupported'], 'ShowInstanceMessages');
});

test('a body that is not JSON in UTF-8 is refused', async (t) => {
  const { handle } = await createTestCloud(t);
  for (const bytes of ['{', '{"a":1}}', '\u0000', Buffer.from([0x7b, 0xff, 0x7d]), '['.repeat(500_000)]) {
    const reply = await handle(signed({ method: 'POST', target: `${home}/instances`, body: bytes }));
    assert.deepEqual([reply.status, reply.json.error_code], [400, 'DMS.00400005']);
  }
});

test('a defect is answered without its message and reported with the request’s id', async (t) => {
  const { defects, send } = await createTestCloud(t, {
    seen: (store) => ({
      ...store,
      instances: { ...store.instances, list: () => Promise.reject(new Error('disk on fire')) },
    }),
  });
  const reply = await send('GET', `${home}/instances`);
  assert.deepEqual([reply.status, reply.json.error_code], [500, 'DMS.00500000']);
  assert.doesNotMatch(JSON.stringify(reply.json), /fire/);
  assert.match(JSON.stringify(defects, ['requestId']), /request-1/);
});

test('the front end’s refusal of a large body has the gateway’s shape', async (t) => {
  const { cloud } = await createTestCloud(t);
  const reply = cloud.refuseTooLarge(signed(show), 1000);
  assert.equal(reply.status, 413);
  assert.match(String(reply.body), /"error_code":"APIGW\.0201"/);
});

test('whatever is sent, signed or not, is answered in JSON and never by a defect', async (t) => {
  const { cloud, defects, body } = await createTestCloud(t);
  const segment = fc.oneof(
    fc.constantFrom(
      'v1',
      'v2',
      'alice-project',
      'kafka',
      'reliability',
      'instances',
      'vpcs',
      'subnets',
      'action',
      'topics',
    ),
    fc.constantFrom(
      '',
      '%',
      '%00',
      '%2f',
      '..',
      '__proto__',
      'constructor',
      '8959ab1c-0000-4000-8000-93dfc361b32d',
    ),
  );
  const known = fc
    .constantFrom(
      'v2/alice-project/instances',
      'v2/kafka/alice-project/instances',
      'v1/alice-project/subnets',
    )
    .map((path) => path.split('/'));
  const query = fc.array(
    fc.tuple(
      fc.constantFrom('limit', 'offset', 'name', 'status', 'marker', 'engine', 'vpc_id', '__proto__'),
      fc.constantFrom('', '0', '-1', '1e9', '99999999999999999999', 'kafka', 'RUNNING', '%', '%ff', '+'),
    ),
    { maxLength: 3 },
  );
  const json = fc
    .tuple(
      fc.constantFrom(...Object.keys(body), '__proto__', 'bss_param', 'port_protocol', 'tenant_ips'),
      fc.jsonValue({ maxDepth: 3 }),
    )
    .map(([name, value]) => JSON.stringify({ ...body, [name]: value }));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'GET', 'POST', 'PUT', 'DELETE', 'PURGE'),
      fc.oneof({ arbitrary: known, weight: 4 }, fc.array(segment, { maxLength: 6 })),
      query,
      fc.oneof({ arbitrary: json, weight: 4 }, fc.string(), fc.constant('')),
      fc.nat(4).map((number) => number > 0),
      async (method, path, pairs, text, isSigned) => {
        const target = `/${path.join('/')}?${pairs.map((pair) => pair.join('=')).join('&')}`;
        const request = { ...unsigned(target), method, body: Buffer.from(text) };
        const sent = isSigned ? signedRaw(request) : request;
        const answer = await cloud.handle(sent);
        assert.ok(answer.status < 500, `${method} ${target} ${text}`);
        if (answer.status >= 400) assert.match(String(answer.body), /"(error_)?code":"(APIGW|DMS|VPC)\.\d+"/);
        if (!isSigned) assert.ok(answer.status >= 401);
      },
    ),
    { numRuns: 500 },
  );
  assert.deepEqual(defects, []);
});

/** Signs a request whose path may be malformed, as the Node SDK would: as text. */
function signedRaw(request: WireRequest): WireRequest {
  const { method, target, body } = request;
  return signedRequest({ method, target, body }, alice, { atMs: now, encodesPathText: true });
}

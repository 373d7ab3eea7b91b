import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reply } from '../../../../test/support/huawei-cloud.ts';
import { createTestCloud, type HuaweiTestCloud } from '../../../../test/support/huawei-test-cloud.ts';
import { alice, bob, ownersPassword } from '../../../../test/support/owners.ts';

const { caller } = alice;
const domain = { id: 'account', name: 'account' };
const password = (
  secret = ownersPassword,
  user: object = { name: caller.userName, domain: { name: 'account' } },
) => ({
  methods: ['password'],
  password: { user: { ...user, password: secret } },
});

function ask(
  cloud: HuaweiTestCloud,
  method: string,
  target: string,
  token: string | null,
  body: unknown = '',
): Promise<Reply> {
  const headers = { host: 'cloud.test:7410', ...(token === null ? {} : { 'x-auth-token': token }) };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return cloud.handle({ method, target, headers, body: Buffer.from(text), requestId: 'r' });
}

const logIn = (cloud: HuaweiTestCloud, identity: object, scope?: object, query = '') =>
  ask(cloud, 'POST', `/v3/auth/tokens${query}`, null, { auth: { identity, scope } });

const ids = (reply: Reply) => reply.json.projects.map(({ id }: { id: string }) => id);

async function tokenFor(cloud: HuaweiTestCloud, scope?: object): Promise<string> {
  const reply = await logIn(cloud, password(), scope);
  assert.equal(reply.status, 201);
  return reply.headers['x-subject-token'] ?? '';
}

test('a password gives a token for a project, in IAM’s shape', async (t) => {
  const cloud = await createTestCloud(t);
  const reply = await logIn(cloud, password(), { project: { name: 'cn-north-4' } }, '?nocatalog=true');
  assert.equal(reply.status, 201);
  assert.match(reply.headers['x-subject-token'] ?? '', /^[A-Za-z0-9_-]{100,}$/);
  assert.deepEqual(reply.json, {
    token: {
      methods: ['password'],
      issued_at: '2026-11-21T03:00:00.000000Z',
      expires_at: '2026-11-22T03:00:00.000000Z',
      user: { id: caller.userId, name: caller.userName, domain, password_expires_at: '' },
      project: { id: 'alice-project', name: 'cn-north-4', domain },
      roles: [{ id: '0', name: 'te_admin' }],
      catalog: [],
    },
  });
});

test('the catalog says where the services of the project are', async (t) => {
  const cloud = await createTestCloud(t);
  const { json } = await logIn(cloud, password(), { project: { id: 'alice-project' } });
  const urls = json.token.catalog.map((service: { type: string; endpoints: { url: string }[] }) => [
    service.type,
    service.endpoints[0]?.url,
  ]);
  assert.deepEqual(urls, [
    ['iam', 'http://cloud.test:7410/v3'],
    ['dmsv2', 'http://cloud.test:7410/v2/alice-project'],
    ['vpc', 'http://cloud.test:7410/v1/alice-project'],
  ]);
});

test('without a scope, or with a domain, the token is for the account, and can be exchanged', async (t) => {
  const cloud = await createTestCloud(t);
  for (const scope of [undefined, null, { domain: { name: 'account' } }, { domain: { id: 'account' } }]) {
    const reply = await logIn(cloud, password(), scope as object);
    assert.deepEqual(reply.json.token.domain, domain);
    assert.equal(reply.json.token.project, undefined);
    const token = reply.headers['x-subject-token'] ?? '';
    assert.equal((await ask(cloud, 'GET', '/v3/auth/domains', token)).status, 200);
    for (const target of ['/v2/alice-project/instances', '/v2/available-zones']) {
      const refused = await ask(cloud, 'GET', target, token);
      assert.deepEqual([refused.status, refused.json.error_code], [401, 'DMS.10240104']);
    }
    const exchanged = await logIn(
      cloud,
      { methods: ['token'], token: { id: token } },
      { project: { name: 'cn-north-4', domain: { id: 'account' } } },
    );
    assert.equal(exchanged.status, 201);
    assert.deepEqual(exchanged.json.token.methods, ['token']);
    assert.equal(exchanged.json.token.project.id, 'alice-project');
  }
});

test('a token does what the key of its project does, and no more', async (t) => {
  const cloud = await createTestCloud(t);
  const token = await tokenFor(cloud, { project: { id: 'alice-project' } });
  const created = await ask(cloud, 'POST', '/v2/alice-project/instances', token, cloud.body);
  assert.equal(created.status, 200);
  const shown = await cloud.send('GET', `/v2/alice-project/instances/${created.json.instance_id}`);
  assert.equal(shown.json.user_id, caller.userId);
  const other = await ask(cloud, 'GET', '/v2/bob-project/instances', token);
  assert.deepEqual([other.status, other.json.error_code], [401, 'DMS.10240104']);
});

test('a token that is forged, expired or void is refused in the gateway’s words', async (t) => {
  const cloud = await createTestCloud(t);
  const token = await tokenFor(cloud, { project: { id: 'alice-project' } });
  const refusalOf = async (given: string) => {
    const { status, json } = await ask(cloud, 'GET', '/v2/alice-project/instances', given);
    return [status, json.error_code, json.error_msg];
  };
  const refusal = [401, 'APIGW.0301', 'Incorrect IAM authentication information: decrypt token fail'];
  for (const forged of [
    '',
    'MIIatAYJKoZIhvcNAQcCoIIapTCC',
    token.slice(1),
    `${token}A`,
    token.toUpperCase(),
  ]) {
    assert.deepEqual(await refusalOf(forged), refusal, forged);
  }
  cloud.tick(24 * 60 * 60 * 1000 - 1);
  assert.equal((await refusalOf(token))[0], 200);
  cloud.tick(1);
  assert.deepEqual(await refusalOf(token), refusal);
});

const wrongLogins: readonly (readonly [
  what: string,
  identity: object,
  scope: object | undefined,
  message: RegExp,
])[] = [
  ['a wrong password', password('guess'), undefined, /^The username or password is wrong\.$/],
  [
    'an unknown user',
    password(ownersPassword, { id: 'x' }),
    undefined,
    /^The username or password is wrong\.$/,
  ],
  ['another account', password(), { domain: { name: 'other' } }, /scope.*account is account, not other/],
  ['an unknown project', password(), { project: { name: 'mars' } }, /no project mars/],
  [
    'a forged token',
    { methods: ['token'], token: { id: 'A'.repeat(100) } },
    undefined,
    /^The token is invalid or has expired\.$/,
  ],
];

for (const [what, identity, scope, message] of wrongLogins) {
  test(`${what}: 401 in IAM’s shape`, async (t) => {
    const reply = await logIn(await createTestCloud(t), identity, scope);
    assert.equal(reply.status, 401);
    assert.equal(reply.headers['content-type'], 'application/json');
    const { code, title, message: text } = reply.json.error;
    assert.deepEqual([code, title], [401, 'Unauthorized']);
    assert.match(text, message);
  });
}

const malformed: readonly (readonly [body: unknown, message: RegExp])[] = [
  ['', /empty/],
  ['{', /JSON/],
  ['[]', /body is invalid/],
  [{}, /Parameter auth/],
  [{ auth: null }, /Parameter auth/],
  [{ auth: { identity: { methods: [] } } }, /auth\.identity\.methods/],
  [{ auth: { identity: { methods: ['totp'] } } }, /methods; allowed: \["password"\] or \["token"\]/],
  [{ auth: { identity: { methods: ['password', 'totp'] } } }, /methods; allowed/],
  [{ auth: { identity: { methods: ['password'] } } }, /auth\.identity\.password\.user/],
  [{ auth: { identity: { methods: ['token'] } } }, /auth\.identity\.token\.id/],
  [{ auth: { identity: password(ownersPassword, {}) } }, /an id, or a name with a domain/],
  [{ auth: { identity: password(ownersPassword, { name: 'x' }) } }, /user\.domain/],
  [{ auth: { identity: password(ownersPassword, { name: 1 }) } }, /auth\.identity\.password\.user\.name/],
  [{ auth: { identity: password(), scope: {} } }, /auth\.scope/],
  [{ auth: { identity: password(), scope: { project: {} } } }, /auth\.scope\.project/],
];

test('what is not a token request: 400 in IAM’s shape, naming the parameter and never the password', async (t) => {
  const cloud = await createTestCloud(t);
  for (const [body, message] of malformed) {
    const reply = await ask(cloud, 'POST', '/v3/auth/tokens', null, body);
    const { code, title, message: text } = reply.json.error;
    assert.deepEqual([reply.status, code, title], [400, 400, 'Bad Request'], JSON.stringify(body));
    assert.match(text, message);
    assert.ok(!text.includes(ownersPassword));
  }
});

test('projects are those of the account, by name or all, for keys and tokens', async (t) => {
  const cloud = await createTestCloud(t);
  await cloud.store.identity.saveAccount({ id: 'other', name: 'other' });
  await cloud.store.identity.saveProject({ id: 'hidden', accountId: 'other', name: 'cn-north-4' });
  const byName = await cloud.send('GET', '/v3/projects?name=cn-north-4');
  assert.equal(byName.status, 200);
  assert.equal(byName.json.projects.length, 1);
  const { links: _, ...project } = byName.json.projects[0];
  assert.deepEqual(project, {
    id: 'alice-project',
    name: 'cn-north-4',
    description: '',
    domain_id: 'account',
    parent_id: 'account',
    is_domain: false,
    enabled: true,
  });
  assert.equal(byName.json.links.next, null);
  const token = await tokenFor(cloud);
  for (const path of ['/v3/projects', '/v3/auth/projects']) {
    assert.deepEqual(ids(await cloud.send('GET', path, undefined, bob)), ['alice-project', 'bob-project']);
    assert.deepEqual(ids(await ask(cloud, 'GET', path, token)), ['alice-project', 'bob-project']);
  }
  assert.deepEqual(ids(await cloud.send('GET', '/v3/projects?name=mars')), []);
  assert.deepEqual(ids(await cloud.send('GET', '/v3/projects?domain_id=other')), []);
});

test('the one domain of a caller is its account', async (t) => {
  const cloud = await createTestCloud(t);
  const { status, json } = await cloud.send('GET', '/v3/auth/domains');
  assert.equal(status, 200);
  assert.deepEqual(
    json.domains.map(({ id, name, enabled }: Record<string, unknown>) => ({ id, name, enabled })),
    [{ ...domain, enabled: true }],
  );
});

test('identity is not told without credentials, and other methods are refused in IAM’s shape', async (t) => {
  const cloud = await createTestCloud(t);
  const anonymous = await ask(cloud, 'GET', '/v3/projects', null);
  assert.deepEqual([anonymous.status, anonymous.json.error_code], [401, 'APIGW.0301']);
  const wrong = await cloud.send('PUT', '/v3/projects');
  assert.deepEqual([wrong.status, wrong.json.error.code], [405, 405]);
});

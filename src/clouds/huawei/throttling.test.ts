import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { home, signed } from '../../../test/support/huawei-cloud.ts';
import { createTestCloud } from '../../../test/support/huawei-test-cloud.ts';
import { alice, bob, ownersPassword } from '../../../test/support/owners.ts';
import type { WireRequest } from '../cloud.ts';

async function cloudWithLimit(t: TestContext, requestsPerSecond: number) {
  const { cloud, tick } = await createTestCloud(t, { requestsPerSecond });
  const statusOf = async (request: WireRequest) => (await cloud.handle(request)).status;
  return { tick, cloud, statusOf };
}

const show = signed({ method: 'GET', target: `${home}/instances` });

test('a key that asks too often is answered 429 in the words of the gateway, and in a second may ask again', async (t) => {
  const { tick, cloud, statusOf } = await cloudWithLimit(t, 5);
  for (let count = 0; count < 10; count++) assert.equal(await statusOf(show), 200);
  const refused = await cloud.handle(show);
  assert.equal(refused.status, 429);
  assert.deepEqual(JSON.parse(String(refused.body)), {
    error_code: 'APIGW.0308',
    error_msg: 'The throttling threshold has been reached: policy user over ratelimit,limit:5,time:1 second',
    request_id: show.requestId,
  });
  tick(1000);
  for (let count = 0; count < 5; count++) assert.equal(await statusOf(show), 200);
  assert.equal(await statusOf(show), 429);
});

test('another key is not throttled, and neither a forged signature nor the lack of one uses up the share of a key', async (t) => {
  const { statusOf } = await cloudWithLimit(t, 1);
  const forged = signed({ method: 'GET', target: `${home}/instances` }, { ...alice, secretKey: 'guess' });
  const { authorization: _, ...headers } = show.headers;
  for (let count = 0; count < 10; count++) {
    assert.equal(await statusOf(forged), 401);
    assert.equal(await statusOf({ ...show, headers }), 401);
  }
  assert.equal(await statusOf(show), 200);
  assert.equal(await statusOf(show), 200);
  assert.equal(await statusOf(show), 429);
  assert.equal(await statusOf(signed({ method: 'GET', target: '/v2/bob-project/instances' }, bob)), 200);
});

test('a new token is no new share', async (t) => {
  const { cloud, statusOf } = await cloudWithLimit(t, 1);
  const { userName, accountName, projectName } = alice.caller;
  const login = {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: userName, password: ownersPassword, domain: { name: accountName } } },
      },
      scope: { project: { name: projectName } },
    },
  };
  const statuses: number[] = [];
  for (let count = 0; count < 3; count++) {
    const body = Buffer.from(JSON.stringify(login));
    const given = await cloud.handle({
      ...show,
      method: 'POST',
      target: '/v3/auth/tokens',
      headers: {},
      body,
    });
    assert.equal(given.status, 201, String(given.body));
    const token = Object.entries(given.headers).find(([name]) => /^x-subject-token$/i.test(name))?.[1];
    assert.ok(token);
    statuses.push(await statusOf({ ...show, headers: { 'x-auth-token': token } }));
  }
  assert.deepEqual(statuses, [200, 200, 429]);
});

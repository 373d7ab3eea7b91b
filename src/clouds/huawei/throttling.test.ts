import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addOwner,
  alice,
  bob,
  composeCloud,
  home,
  now,
  ownersPassword,
  signed,
} from '../../../test/support/huawei-cloud.ts';
import { createMemoryStore } from '../../../test/support/memory-store.ts';
import type { WireRequest } from '../cloud.ts';

async function cloudWithLimit(perSecond: number) {
  const clock = { ms: now };
  const store = createMemoryStore();
  for (const owner of [alice, bob]) await addOwner(store, owner);
  const { cloud } = composeCloud(store, () => clock.ms, perSecond);
  const statusOf = async (request: WireRequest) => (await cloud.handle(request)).status;
  return { clock, cloud, statusOf };
}

const show = signed({ method: 'GET', target: `${home}/instances` });

test('a key that asks too often is answered 429 in the words of the gateway, and in a second may ask again', async () => {
  const { clock, cloud, statusOf } = await cloudWithLimit(5);
  for (let count = 0; count < 10; count++) assert.equal(await statusOf(show), 200);
  const refused = await cloud.handle(show);
  assert.equal(refused.status, 429);
  assert.deepEqual(JSON.parse(String(refused.body)), {
    error_code: 'APIGW.0308',
    error_msg: 'The throttling threshold has been reached: policy user over ratelimit,limit:5,time:1 second',
    request_id: show.requestId,
  });
  clock.ms += 1000;
  for (let count = 0; count < 5; count++) assert.equal(await statusOf(show), 200);
  assert.equal(await statusOf(show), 429);
});

test('another key is not throttled, and neither a forged signature nor the lack of one uses up the share of a key', async () => {
  const { statusOf } = await cloudWithLimit(1);
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

test('a new token is no new share', async () => {
  const { cloud, statusOf } = await cloudWithLimit(1);
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

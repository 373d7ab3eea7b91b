import assert from 'node:assert/strict';
import { beforeEach, test, type TestContext } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import {
  createMemoryAdministration,
  type MemoryAdministration,
} from '../../../../test/support/memory-administration.ts';
import { createTestCloud, type HuaweiTestCloud } from '../../../../test/support/huawei-test-cloud.ts';
import { now } from '../../../../test/support/owners.ts';

const password = 'Secret-13579';
let cloud: HuaweiTestCloud;
let inside: MemoryAdministration;
let id: string;
let users: string;

beforeEach(async (t) => {
  inside = createMemoryAdministration();
  // A hook of the file has each test's context, as its documentation says; its type says more.
  cloud = await createTestCloud(t as TestContext, { administrations: { of: () => Promise.resolve(inside) } });
  id = await cloud.create();
  await cloud.happen(id, 'proven-ready');
  users = `${home}/instances/${id}/users`;
});

/** As the brokers are told. */
async function passwordOf(name: string): Promise<string | undefined> {
  const claim = await cloud.claim(id);
  const { users: told } = await cloud.workQueue.readUsers(claim);
  await cloud.workQueue.release(claim, null, 'succeeded');
  return told.find((user) => user.name === name)?.password;
}

test('users are made, described, given passwords and deleted, with 204', async () => {
  const made = await cloud.send('POST', users, {
    user_name: 'person',
    user_passwd: password,
    user_desc: 'one',
  });
  assert.deepEqual([made.status, made.json], [204, undefined]);
  const person = { user_name: 'person', user_desc: 'one', default_app: false, created_time: now };
  const root = { user_name: 'root', user_desc: '', default_app: true, created_time: now };
  assert.deepEqual((await cloud.send('GET', users)).json, { users: [person, root] });
  const other = `/v2/kafka/alice-project/instances/${id}/users/person`;
  // As Terraform changes a description: with the name, and the password as it is.
  const body = { user_name: 'person', new_password: '', user_desc: 'two' };
  assert.equal((await cloud.send('PUT', other, body)).status, 204);
  assert.equal((await cloud.send('GET', users)).json.users[0].user_desc, 'two');
  assert.equal(await passwordOf('person'), password);
  assert.equal((await cloud.send('PUT', other, { new_password: 'Secret-2' })).status, 204);
  assert.equal(await passwordOf('person'), 'Secret-2');
  assert.equal((await cloud.send('PUT', `${users}/person`, { new_password: 'Secret-3' })).status, 204);
  assert.equal(await passwordOf('person'), 'Secret-3');
  const reset = await cloud.send('POST', `${home}/instances/${id}/password`, { new_password: 'Secret-4' });
  assert.equal(reset.status, 204);
  assert.equal(await passwordOf('root'), 'Secret-4');
  const deletion = { action: 'delete', users: ['person', 'person'] };
  assert.equal((await cloud.send('PUT', users, deletion)).status, 204);
  assert.deepEqual((await cloud.send('GET', users)).json, { users: [root] });
});

test('what is wrong with a user is said with the cloud’s code and never with the password', async () => {
  await cloud.send('POST', users, { user_name: 'person', user_passwd: password });
  const person = `${users}/person`;
  const rows: readonly (readonly [method: string, target: string, body: object, code: string])[] = [
    ['POST', users, { user_passwd: password }, 'DMS.00400015'],
    ['POST', users, { user_name: 'a b', user_passwd: password }, 'DMS.00400015'],
    ['POST', users, { user_name: 'other' }, 'DMS.00400012'],
    ['POST', users, { user_name: 'other', user_passwd: 'secretive' }, 'DMS.00400012'],
    ['POST', users, { user_name: 'person', user_passwd: password }, 'DMS.00400062'],
    ['POST', users, { user_name: 'internal', user_passwd: password }, 'DMS.00400062'],
    ['PUT', person, {}, 'DMS.00400012'],
    ['PUT', person, { new_password: 'secretive' }, 'DMS.00400012'],
    ['PUT', `${users}/nobody`, { new_password: password }, 'DMS.00400062'],
    ['PUT', users, { action: 'create', users: ['person'] }, 'DMS.00400062'],
    ['PUT', users, { action: 'delete', users: ['person', 'nobody'] }, 'DMS.00400062'],
    ['PUT', users, { action: 'delete', users: [] }, 'DMS.00400062'],
    [
      'PUT',
      `/v2/kafka/alice-project/instances/${id}/users/person`,
      { user_name: 'other', user_desc: 'x' },
      'DMS.00400062',
    ],
  ];
  for (const [method, target, body, code] of rows) {
    const { status, json } = await cloud.send(method, target, body);
    assert.deepEqual([status, json.error_code], [400, code], JSON.stringify(body));
    assert.doesNotMatch(json.error_msg, /secretive|Secret-13579/);
  }
  assert.equal((await cloud.send('GET', users)).json.users.length, 2);
});

test('an instance whose clients need no login has no users', async () => {
  const plain = await cloud.create({ name: 'plain', ssl_enable: false });
  await cloud.happen(plain, 'proven-ready');
  const target = `${home}/instances/${plain}`;
  assert.deepEqual((await cloud.send('GET', `${target}/users`)).json, { users: [] });
  for (const [path, body] of [
    ['users', { user_name: 'person', user_passwd: password }],
    ['password', { new_password: password }],
  ] as const) {
    assert.equal((await cloud.send('POST', `${target}/${path}`, body)).json.error_code, 'DMS.00400062');
  }
});

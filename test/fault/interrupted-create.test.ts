import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import {
  createInstance,
  deleteInstance,
  huaweiClients,
  type HuaweiRefusal,
  seedBody,
  untilGone,
  untilStatus,
} from '../support/huawei.ts';
import { membersOf } from '../support/members.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

suite('a create is interrupted', () => {
  let server: TestServer;

  before(async () => {
    server = await startServer();
  });
  after(() => server.dispose());

  const firstMembers = () =>
    until('the first members run', 60_000, async () =>
      (await membersOf(server.dataDir)).length > 0 ? true : undefined,
    );

  test('delete during CREATING leaves nothing behind', async () => {
    const clients = huaweiClients(server);
    const id = await createInstance(clients, await seedBody(clients, { name: 'unwanted' }));
    await firstMembers();
    await deleteInstance(clients, id);
    await untilGone(clients, id);
    assert.deepEqual(await membersOf(server.dataDir), []);
    assert.deepEqual(await readdir(join(server.dataDir, 'instances')), []);
  });

  test('two creates at once with one name: one is made, the other is told so', async () => {
    const clients = huaweiClients(server);
    const body = await seedBody(clients, { name: 'twins', ssl_enable: false });
    const outcomes = await Promise.allSettled([createInstance(clients, body), createInstance(clients, body)]);
    const made = outcomes.find((outcome) => outcome.status === 'fulfilled');
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    assert.ok(made !== undefined && refused !== undefined);
    const refusal = refused.reason as HuaweiRefusal;
    assert.equal(refusal.httpStatusCode, 400);
    assert.equal(refusal.errorCode, 'DMS.00400060');
    const id = made.value;
    await deleteInstance(clients, id);
    await untilGone(clients, id);
  });

  test('SIGTERM in the middle of a create: a clean stop, resumed at the next start', async () => {
    const clients = huaweiClients(server);
    const id = await createInstance(clients, await seedBody(clients, { name: 'resumed', ssl_enable: false }));
    await firstMembers();
    assert.equal(await server.end('SIGTERM'), 0);
    assert.deepEqual(await membersOf(server.dataDir), []);
    server = await server.startAgain();
    await untilStatus(huaweiClients(server), id, 'RUNNING');
  });
});

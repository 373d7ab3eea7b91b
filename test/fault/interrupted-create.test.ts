import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { freePublicAddresses } from '../support/free-public-addresses.ts';
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

  test('delete during CREATING leaves nothing behind, and its EIPs are free again', async () => {
    const clients = huaweiClients(server);
    const free = await freePublicAddresses(server);
    const eips = { enable_publicip: true, publicip_id: free.slice(0, 3).join(','), public_bandwidth: 3 };
    const id = await createInstance(clients, await seedBody(clients, { name: 'unwanted', ...eips }));
    await firstMembers();
    assert.deepEqual(await freePublicAddresses(server), free.slice(3));
    await deleteInstance(clients, id);
    await untilGone(clients, id);
    assert.deepEqual(await membersOf(server.dataDir), []);
    assert.deepEqual(await readdir(join(server.dataDir, 'instances')), []);
    assert.deepEqual(await freePublicAddresses(server), free);
  });

  test('two creates at once with one name: one is made, the other is told so', async () => {
    const clients = huaweiClients(server);
    const free = await freePublicAddresses(server);
    const eipsOf = (first: number) => ({
      enable_publicip: true,
      publicip_id: free.slice(first, first + 3).join(','),
      public_bandwidth: 3,
    });
    const body = await seedBody(clients, { name: 'twins', ssl_enable: false });
    const outcomes = await Promise.allSettled([
      createInstance(clients, { ...body, ...eipsOf(0) }),
      createInstance(clients, { ...body, ...eipsOf(3) }),
    ]);
    const made = outcomes.find((outcome) => outcome.status === 'fulfilled');
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    assert.ok(made !== undefined && refused !== undefined);
    const refusal = refused.reason as HuaweiRefusal;
    assert.equal(refusal.httpStatusCode, 400);
    assert.equal(refusal.errorCode, 'DMS.00400060');
    assert.equal(
      (await freePublicAddresses(server)).length,
      free.length - 3,
      'the refused one has bound none',
    );
    const id = made.value;
    await deleteInstance(clients, id);
    await untilGone(clients, id);
    assert.equal((await freePublicAddresses(server)).length, free.length);
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

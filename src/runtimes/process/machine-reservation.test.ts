import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { ipv4Space, ipv6Space } from './address-block.ts';
import { MachineReservation } from './machine-reservation.ts';
import { temporaryDirs } from './testing/runtime-fixture.ts';
import { silentLog } from '../../system/testing/silent-log.ts';

function setUp(t: TestContext) {
  const { dataDir, reservationsDir } = temporaryDirs(t);
  const open = (name: string) => {
    const own = join(dataDir, name);
    mkdirSync(own, { recursive: true });
    return { dataDir: own, reservation: new MachineReservation(reservationsDir, own, silentLog) };
  };
  const claimFile = (block: string) => join(reservationsDir, block.replaceAll('/', '_'));
  return { reservationsDir, open, claimFile };
}

test('the shared directory is writable for all users, who cannot delete each other’s claims', (t) => {
  const { open, reservationsDir } = setUp(t);
  open('a');
  assert.equal(statSync(reservationsDir).mode & 0o7777, 0o1777);
});

test('servers that claim at the same time never get the same block', async (t) => {
  const { open } = setUp(t);
  const servers = ['a', 'b', 'c'].map(open);
  const claimed = await Promise.all(
    servers.map(async ({ reservation }) => {
      const own = new Set<string>();
      for (let count = 0; count < 4; count += 1) own.add(await reservation.claimNew(ipv4Space, own));
      return [...own];
    }),
  );
  assert.equal(new Set(claimed.flat()).size, 12);
});

test('a claim that a killed server could not write down is found again by the same data directory', async (t) => {
  const { open } = setUp(t);
  const block = await open('a').reservation.claimNew(ipv4Space, new Set());
  assert.equal(await open('a').reservation.claimNew(ipv4Space, new Set()), block);
});

test('claims that were wiped are made again', async (t) => {
  const { open, reservationsDir, claimFile } = setUp(t);
  const { reservation } = open('a');
  const block = await reservation.claimNew(ipv4Space, new Set());
  rmSync(reservationsDir, { recursive: true });
  assert.equal((await reservation.reclaim([block])).size, 0);
  assert.ok(statSync(claimFile(block)).isFile());
  assert.equal(readdirSync(reservationsDir).length, 1);
});

test('a block of a living data directory is reported with its name, one of a deleted one is taken over', async (t) => {
  const { open, reservationsDir } = setUp(t);
  const a = open('a');
  const b = open('b');
  const block = await a.reservation.claimNew(ipv4Space, new Set());
  rmSync(reservationsDir, { recursive: true });
  await b.reservation.reclaim([block]);

  assert.deepEqual(await a.reservation.reclaim([block]), new Map([[block, b.dataDir]]));
  rmSync(b.dataDir, { recursive: true });
  assert.equal((await a.reservation.reclaim([block])).size, 0);
});

test('a damaged claim holds nobody up', async (t) => {
  const { open, claimFile } = setUp(t);
  const { reservation } = open('a');
  const block = await reservation.claimNew(ipv4Space, new Set());
  for (const content of ['', '{"dataDir', 'null', '{"dataDir":7}']) {
    writeFileSync(claimFile(block), content);
    assert.equal((await reservation.reclaim([block])).size, 0);
  }
});

test('a block in which something listens is not claimed anew', async (t) => {
  const { open, claimFile } = setUp(t);
  const { reservation } = open('a');
  const block = await reservation.claimNew(ipv4Space, new Set());
  rmSync(claimFile(block));
  const server = createServer().listen(0, ipv4Space.addressesIn(block)[7]);
  t.after(() => server.close());
  await once(server, 'listening');
  assert.notEqual(await reservation.claimNew(ipv4Space, new Set()), block);
});

test('servers claim blocks of ports of ::1 from each other, and none in which something listens', async (t) => {
  const { open } = setUp(t);
  const [a, b] = [open('a'), open('b')];
  const first = await a.reservation.claimNew(ipv6Space, new Set());
  assert.deepEqual(await b.reservation.reclaim([first]), new Map([[first, a.dataDir]]));
  // A later server of the same data directory would get it again, were nothing listening there.
  rmSync(join(a.dataDir, '..', '..', 'reservations', first));
  const [, port] = /:(\d+)-/.exec(first) ?? [];
  const server = createServer().listen(Number(port) + 42, '::1');
  t.after(() => server.close());
  await once(server, 'listening');
  assert.notEqual(await a.reservation.claimNew(ipv6Space, new Set()), first);
});

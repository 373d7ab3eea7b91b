import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import type { AddressBook } from './address-book.ts';
import { AddressPool } from './address-pool.ts';
import { MachineReservation } from './machine-reservation.ts';
import { memoryAddressBook } from './testing/memory-address-book.ts';
import { temporaryDirs } from './testing/runtime-fixture.ts';
import { silentLog } from '../../system/testing/silent-log.ts';

function setUp(t: TestContext) {
  const { dataDir, reservationsDir } = temporaryDirs(t);
  const open = async (name: string, book: AddressBook): Promise<AddressPool> => {
    const own = join(dataDir, name);
    mkdirSync(own, { recursive: true });
    const pool = await AddressPool.open(
      book,
      new MachineReservation(reservationsDir, own, silentLog),
      silentLog,
    );
    t.after(() => pool.close());
    return pool;
  };
  return { open, dataDir, reservationsDir };
}

async function listenOn(t: TestContext, host: string, port = 0): Promise<number> {
  const server = createServer().listen(port, host);
  t.after(() => server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function freePort(t: TestContext): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('every member has an address of its own, the same when asked again, also after a restart', async (t) => {
  const { open } = setUp(t);
  const book = memoryAddressBook();
  const pool = await open('a', book);
  const first = await pool.reserve('i1', ['b1', 'b2'], []);
  const second = await pool.reserve('i2', ['b1', 'b2'], []);
  assert.equal(new Set([...first.values(), ...second.values()]).size, 4);
  assert.deepEqual(await pool.reserve('i1', ['b1', 'b2'], []), first);
  const later = await open('a', book);
  assert.deepEqual(await later.reserve('i2', ['b1', 'b2'], []), second);
  assert.equal((await book.blocks()).length, 1);
});

test('whatever is reserved and released, no two members ever share an address', async (t) => {
  const { open } = setUp(t);
  const book = memoryAddressBook();
  const pool = await open('a', book);
  const step = fc.record({
    instance: fc.nat(9),
    members: fc.integer({ min: 1, max: 6 }),
    release: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const held = new Map<string, readonly string[]>();
      for (const { instance, members, release } of steps) {
        const id = `i${instance}`;
        const names = Array.from({ length: members }, (_, index) => `b${index}`);
        if (release) {
          await pool.release(id);
          held.delete(id);
        } else {
          await pool.reserve(id, names, []);
          held.set(id, [...(await book.assignmentsOf(id)).values()]);
        }
        const all = [...held.values()].flat();
        assert.equal(new Set(all).size, all.length);
      }
      for (const id of held.keys()) await pool.release(id);
    }),
    { numRuns: 30 },
  );
});

test('many at once share blocks, and a full block is followed by another', async (t) => {
  const { open } = setUp(t);
  const book = memoryAddressBook();
  const pool = await open('a', book);
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) => pool.reserve(`i${index}`, ['b1', 'b2', 'b3'], [])),
  );
  const addresses = answers.flatMap((answer) => [...answer.values()]);
  assert.equal(new Set(addresses).size, 300);
  assert.equal((await book.blocks()).length, 2);
});

test('released addresses are handed out again, after all others', async (t) => {
  const { open } = setUp(t);
  const book = memoryAddressBook();
  const pool = await open('a', book);
  const members = Array.from({ length: 254 }, (_, index) => `b${index}`);
  await pool.reserve('rest', members.slice(0, 252), []);
  const first = await pool.reserve('i1', ['b1'], []);
  await pool.release('i1');
  assert.notEqual((await pool.reserve('i2', ['b1'], [])).get('b1'), first.get('b1'));
  assert.equal((await pool.reserve('i3', ['b1'], [])).get('b1'), first.get('b1'));
  assert.equal((await book.blocks()).length, 1);
  await pool.releaseOthers(new Set(['rest', 'i2']));
  assert.deepEqual(await book.holders(), ['rest', 'i2']);
});

test('an address with a taken port is skipped, and used later', async (t) => {
  const { open } = setUp(t);
  const pool = await open('a', memoryAddressBook());
  const [busy] = (await pool.reserve('probe', ['b1'], [])).values();
  const rest = Array.from({ length: 253 }, (_, index) => `b${index}`);
  await pool.reserve('rest', rest, []);
  await pool.release('probe');
  await pool.release('rest');
  const server = createServer().listen(0, busy);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const [given] = (await pool.reserve('i1', ['b1'], [port])).values();
  assert.notEqual(given, busy);
  server.close();
  await once(server, 'close');
  const all = await pool.reserve('i2', rest, [port]);
  assert.ok([...all.values()].includes(busy ?? ''));
});

test('a port that is taken everywhere is refused with the name of the process, and can be retried', async (t) => {
  const { open } = setUp(t);
  const book = memoryAddressBook();
  const pool = await open('a', book);
  const blocker = createServer().listen(0, '0.0.0.0');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo;
  await assert.rejects(pool.reserve('i1', ['b1'], [port]), (error: Error) => {
    assert.match(
      error.message,
      new RegExp(`^Port ${port} is taken on every address of this machine by process`),
    );
    assert.ok(error.message.includes(`process ${process.pid} (`));
    return true;
  });
  assert.equal((await book.assignmentsOf('i1')).size, 0);
  blocker.close();
  await once(blocker, 'close');
  assert.equal((await pool.reserve('i1', ['b1'], [port])).size, 1);
});

test('a port that is taken on one address after the other is refused in the end', async (t) => {
  const { open } = setUp(t);
  const book = memoryAddressBook();
  const pool = await open('a', book);
  await pool.reserve('probe', ['b1'], []);
  const [block = ''] = await book.blocks();
  const port = await freePort(t);
  for (let host = 2; host < 12; host += 1) await listenOn(t, block.replace('0/24', String(host)), port);
  await assert.rejects(pool.reserve('i1', ['b1'], [port]), /taken on 8 addresses in a row/);
});

test('a server whose block another one took does not start, unless nothing of its own is in the block', async (t) => {
  const { open, dataDir, reservationsDir } = setUp(t);
  const book = memoryAddressBook();
  await (await open('a', book)).reserve('i1', ['b1'], []);
  const [block = ''] = await book.blocks();
  rmSync(reservationsDir, { recursive: true });
  const other = join(dataDir, 'b');
  mkdirSync(other);
  await new MachineReservation(reservationsDir, other, silentLog).reclaim([block]);

  await assert.rejects(open('a', book), (error: Error) => error.message.includes(`data directory ${other}.`));
  await book.release('i1');
  const pool = await open('a', book);
  await pool.reserve('i1', ['b1'], []);
  assert.ok(!(await book.blocks()).includes(block));
});

test('names get ports of ::1 of their own, which end with the instance as its addresses do', async (t) => {
  const { open } = setUp(t);
  const [bookOfA, bookOfB] = [memoryAddressBook(), memoryAddressBook()];
  const [a, b] = [await open('a', bookOfA), await open('b', bookOfB)];
  const names = ['b1.plaintext', 'b1.sasl', 'b2.plaintext'];
  const addresses = await a.reserve('i1', ['b1', 'b2'], []);
  const first = await a.reserveIpv6Ports('i1', names);
  const second = await a.reserveIpv6Ports('i2', names);
  const others = await b.reserveIpv6Ports('i1', names);
  const all = [first, second, others].flatMap((ports) => [...ports.values()]);
  assert.equal(new Set(all).size, 9);
  for (const port of all) assert.ok(port >= 20_000 && port < 30_000, String(port));
  assert.deepEqual(await a.reserveIpv6Ports('i1', names), first);
  assert.deepEqual(await a.reserve('i1', ['b1', 'b2'], []), addresses);

  const later = await open('a', bookOfA);
  assert.deepEqual(await later.reserveIpv6Ports('i2', names), second);
  await later.release('i1');
  assert.deepEqual(await bookOfA.holders(), ['i2']);
  const again = await later.reserveIpv6Ports('i3', names);
  assert.equal(new Set([...again.values(), ...second.values()]).size, 6);
});

test('a port of ::1 that is taken is skipped, and used later', async (t) => {
  const { open } = setUp(t);
  const pool = await open('a', memoryAddressBook());
  const [port = 0] = (await pool.reserveIpv6Ports('i1', ['b1'])).values();
  const names = Array.from({ length: 99 }, (_, index) => `b${index}`);
  await pool.reserveIpv6Ports('rest', names);
  await pool.release('i1');
  await pool.release('rest');
  const server = createServer().listen(port, '::1');
  await once(server, 'listening');
  const given = await pool.reserveIpv6Ports('i2', names);
  assert.ok(![...given.values()].includes(port));
  server.close();
  await once(server, 'close');
  assert.deepEqual([...(await pool.reserveIpv6Ports('i3', ['b1'])).values()], [port]);
});

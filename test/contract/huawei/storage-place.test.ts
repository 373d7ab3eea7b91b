import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { foundFiles } from '../../../src/runtimes/process/found-files.ts';
import {
  accessTo,
  createInstance,
  deleteInstance,
  huaweiClients,
  type HuaweiRefusal,
  restartInstance,
  showInstance,
  untilGone,
  untilStatus,
} from '../../support/huawei.ts';
import { consume, kafkaClient, produce } from '../../support/kafka-client.ts';
import { addressesOf, leftoversOf } from '../../support/leftovers.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { singleBrokerBody } from '../../support/single-broker.ts';
import { until } from '../../support/until.ts';

const kibibyte = 1024;
const messages = 500;

suite(
  'storage classes and encryption keys of Huawei’s API have their directories',
  { timeout: 400_000 },
  () => {
    let server: TestServer;
    let disks: string;
    let id: string;

    const clients = () => huaweiClients(server);
    const disk = (name: string) => join(disks, name);
    const settings = (storageClasses: string) => ({
      POLYBROKER_STORAGE_CLASSES: storageClasses,
      POLYBROKER_ENCRYPTION_KEYS: `key-1=${disk('encrypted')}`,
      POLYBROKER_BYTES_PER_GB: String(kibibyte ** 2),
    });
    const order = async (changes: Record<string, unknown>) =>
      createInstance(clients(), await singleBrokerBody(clients(), changes));
    const reach = async () => accessTo(server, await untilStatus(clients(), id, 'RUNNING'));

    before(async () => {
      disks = await realpath(await mkdtemp(join(tmpdir(), 'polybroker-disks-')));
      for (const name of ['ssd', 'encrypted', 'other']) await mkdir(disk(name));
      server = await startServer(settings(`ultra=${disk('ssd')}`));
    });
    after(async () => {
      await server?.dispose();
      await rm(disks, { recursive: true, force: true });
    });

    test('a key that is not registered is refused, and one without the switch', async () => {
      const encrypted = { disk_encrypted_enable: true, disk_encrypted_key: 'key-2' };
      const refusals = [
        [encrypted, /disk_encrypted_key: The encryption key key-2 is not registered here/],
        [{ disk_encrypted_enable: true }, /disk_encrypted_key was ""; allowed: the id of a registered key/],
        [{ disk_encrypted_key: 'key-1' }, /disk_encrypted_key was "key-1"; allowed: empty/],
      ] as const;
      for (const [changes, says] of refusals) {
        await assert.rejects(order(changes), (refusal: HuaweiRefusal) => {
          assert.deepEqual([refusal.httpStatusCode, refusal.errorCode], [400, 'DMS.00400135']);
          assert.match(refusal.errorMsg, says);
          return true;
        });
      }
    });

    test('messages are in the directory of the class, are counted there, and nowhere else', async () => {
      id = await order({ storage_spec_code: 'dms.physical.storage.ultra.v2' });
      const access = await reach();
      await produce(access, 'kept', messages);
      const producer = kafkaClient(access).producer();
      await producer.connect();
      const value = Buffer.alloc(900 * kibibyte, 'x');
      for (let count = 0; count < 4; count += 1) {
        await producer.send({ topic: 'large', acks: -1, messages: [{ key: String(count), value }] });
      }
      await producer.disconnect();
      const place = join(disk('ssd'), id, 'broker-1');
      const found = await foundFiles(place);
      assert.ok(found.reduce((sum, { bytes }) => sum + bytes, 0) > 4 * value.length);
      assert.ok((await readdir(place)).some((name) => name.startsWith('kept-')));
      for (const directory of [place, join(place, '..')]) {
        assert.equal((await stat(directory)).mode & 0o777, 0o700);
      }
      const own = join(server.dataDir, 'instances', id, 'broker-1');
      const names = await readdir(own, { withFileTypes: true });
      assert.deepEqual(
        names.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name),
        ['data'],
      );
      await until('what is used shows', 30_000, async () =>
        Number((await showInstance(clients(), id))['used_storage_space']) >= 4 ? true : undefined,
      );
    });

    test('another directory for the class, and a kill -9 of the server, leave the messages where they are', async () => {
      await server.end('SIGKILL');
      server = await server.startAgain(settings(`ultra=${disk('other')}`));
      assert.equal((await consume(await reach(), 'kept', messages)).size, messages);
      await restartInstance(clients(), id);
      await until('the restart begins', 60_000, async () =>
        (await showInstance(clients(), id)).status === 'RUNNING' ? undefined : true,
      );
      assert.equal((await consume(await reach(), 'kept', messages)).size, messages);
      assert.deepEqual(await readdir(disk('other')), []);
    });

    test('a registered key has its directory; a delete leaves nothing there, though the server is killed in it', async () => {
      const encrypted = await order({
        name: 'encrypted',
        disk_encrypted_enable: true,
        disk_encrypted_key: 'key-1',
      });
      const shown = await untilStatus(clients(), encrypted, 'RUNNING');
      assert.deepEqual([shown['disk_encrypted'], shown['disk_encrypted_key']], [true, 'key-1']);
      await produce(await accessTo(server, shown), 'secret', 10);
      const place = join(disk('encrypted'), encrypted, 'broker-1');
      assert.ok((await readdir(place)).some((name) => name.startsWith('secret-')));

      for (const one of [encrypted, id]) {
        const addresses = addressesOf(server.dataDir, one);
        await deleteInstance(clients(), one);
        await server.end('SIGKILL');
        server = await server.startAgain();
        await untilGone(clients(), one);
        assert.deepEqual(await leftoversOf(server.dataDir, one, addresses), []);
      }
      for (const name of ['ssd', 'encrypted', 'other']) assert.deepEqual(await readdir(disk(name)), [], name);
    });

    test('a directory that is not there keeps the server from starting, and it says which', async () => {
      await server.end('SIGTERM');
      await assert.rejects(
        server.startAgain(settings(`high=${disk('gone')}`)),
        /POLYBROKER_STORAGE_CLASSES: the directory of high, .*gone, cannot be used: it does not exist/,
      );
      await assert.rejects(
        server.startAgain(settings('high=hdd')),
        /POLYBROKER_STORAGE_CLASSES \(--storage-classes\) cannot be "high=hdd"; allowed: names with absolute directories/,
      );
    });
  },
);

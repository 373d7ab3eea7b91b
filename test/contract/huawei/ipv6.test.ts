import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import { hasLoopbackIpv6 } from '../../../src/runtimes/process/port-probe.ts';
import { type Ipv6Access, ipv6Client, provesAllBrokers } from '../../limits/ipv6.ts';
import { makeGroup, makeRule, refused } from '../../support/huawei-networks.ts';
import {
  createInstance,
  deleteInstance,
  type HuaweiClients,
  huaweiClients,
  untilGone,
  untilStatus,
  userPassword,
  wire,
} from '../../support/huawei.ts';
import { addressesOf, leftoversOf } from '../../support/leftovers.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { singleBrokerBody } from '../../support/single-broker.ts';
import { until } from '../../support/until.ts';

const hasIpv6 = await hasLoopbackIpv6();
/** A look of the broker at its limits, and a busy machine. */
const noticedWithinMs = 15_000;

suite('instances that Huawei’s API makes with ipv6_enable', { timeout: 400_000 }, () => {
  let server: TestServer;
  let clients: HuaweiClients;

  const order = async (changes: Record<string, unknown> = {}) =>
    createInstance(
      clients,
      await singleBrokerBody(clients, {
        ipv6_enable: true,
        ssl_enable: true,
        access_user: 'root',
        password: userPassword,
        sasl_enabled_mechanisms: ['PLAIN'],
        ...changes,
      }),
    );

  before(async () => {
    server = await startServer();
    clients = huaweiClients(server);
  });
  after(() => server?.dispose());

  test('zones say whether there is IPv6', async () => {
    const answer = await clients.kafka.listAvailableZones(new kafkaSdk.ListAvailableZonesRequest());
    const { available_zones: zones } = wire<{ available_zones: { ipv6_enable: boolean }[] }>(answer);
    assert.deepEqual([...new Set(zones.map((zone) => zone.ipv6_enable))], [hasIpv6]);
  });

  if (!hasIpv6) {
    test('they are refused on a machine without ::1', async () => {
      assert.match(await refused(order(), 400, 'DMS.00400049'), /ipv6_enable: .*no IPv6 loopback address/);
    });
    return;
  }

  test('clients write and read by ::1 alone over TLS, also after a kill -9 of the server, as far as rules let them', async () => {
    const group = await makeGroup(clients, 'by-ipv6');
    const id = await order({ security_group_id: group.id });
    const shown = await untilStatus(clients, id, 'RUNNING');
    assert.equal(shown['ipv6_enable'], true);
    assert.match(shown.connect_address, /^127\./);
    const [address = ''] = shown['ipv6_connect_addresses'] as string[];
    const port = Number(/^\[::1\]:(2\d{4})$/.exec(address)?.[1]);
    const ca = await readFile(join(server.dataDir, 'instances', id, 'broker-1', 'ca.pem'), 'utf8');
    const access: Ipv6Access = { ports: [port], login: { user: 'root', password: userPassword, ca } };

    // A new group admits nobody.
    await assert.rejects(ipv6Client(access, 0).client.admin().connect());
    await makeRule(clients, group.id, {
      ethertype: 'IPv6',
      remote_ip_prefix: '::1/128',
      protocol: 'tcp',
      port_range_min: 9093,
      port_range_max: 9093,
    });
    await until('the rule admits', noticedWithinMs, async () => {
      const admin = ipv6Client(access, 0).client.admin();
      await admin.connect();
      await admin.disconnect();
      return true;
    });
    await provesAllBrokers(access, 1);
    await server.end('SIGKILL');
    server = await server.startAgain();
    clients = huaweiClients(server);
    assert.deepEqual((await untilStatus(clients, id, 'RUNNING'))['ipv6_connect_addresses'], [address]);
    await provesAllBrokers(access, 1);

    const addresses = addressesOf(server.dataDir, id);
    assert.ok(addresses.includes(address));
    await deleteInstance(clients, id);
    await untilGone(clients, id);
    assert.deepEqual(await leftoversOf(server.dataDir, id, addresses), []);
    await assert.rejects(ipv6Client(access, 0).client.admin().connect());
  });
});

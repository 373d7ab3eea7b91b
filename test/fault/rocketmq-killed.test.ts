import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { huaweiClients, seedBody } from '../support/huawei.ts';
import { rocketmqExample } from '../support/huawei-rocketmq.ts';
import { addressesOf, leftoversOf } from '../support/leftovers.ts';
import { membersOf } from '../support/members.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { terraformProvider } from '../support/terraform-provider.ts';
import { until } from '../support/until.ts';

/**
 * kill -9 of the control plane while an instance of RocketMQ is created, extended and deleted: after each of the steps that Kafka's
 * instances have not (for the others see killed-at-every-point.test.ts), in turn while one wish comes true.
 */
const environment = { POLYBROKER_ROCKETMQ_REPLICAS: '1' };

suite('kill -9 of the control plane while it works on a RocketMQ instance', () => {
  let server: TestServer;
  let id = '';
  const doomedServers: TestServer[] = [];

  after(async () => {
    for (const doomed of doomedServers) await doomed.end('SIGKILL');
    await server.dispose();
  });

  const call = (path: string, method = 'GET', body?: object) =>
    terraformProvider(server)(method, `/v2/${server.projectId}/${path}`, body);

  /** Kills the server at each of the points in turn; `ask` is what it is started for. */
  async function killAtEach(points: readonly string[], ask: () => Promise<void>): Promise<void> {
    for (const [index, point] of points.entries()) {
      await server.end('SIGKILL');
      try {
        server = await server.startAgain({ ...environment, POLYBROKER_TEST_KILL_AT: point });
        doomedServers.push(server);
        if (index === 0) await ask();
        const doomed = server;
        await until(`the server dies at ${point}`, 180_000, () => doomed.process.signalCode ?? undefined);
      } catch (error) {
        // It may die before it is ready, in work that it took up again.
        assert.match(String(error), /ended \(SIGKILL\)/);
      }
    }
    server = await server.startAgain(environment);
  }

  /** The instance runs with these members, each once, and takes messages on each of its brokers. */
  async function assertStands(members: readonly string[]): Promise<void> {
    await until(`${members.join(', ')} run`, 180_000, async () => {
      const { json } = await call(`instances/${id}`);
      assert.equal(json.status, 'RUNNING', json.status_reason);
      const running = (await membersOf(server.dataDir)).filter(({ instanceId }) => instanceId === id);
      assert.deepEqual(running.map(({ memberName }) => memberName).toSorted(), members);
      return true;
    });
    const brokers = members
      .filter((name) => name.startsWith('broker'))
      .map((name) => name.replace(/-\d$/, ''));
    for (const broker of brokers) {
      const topic = `${broker}-at-${Date.now()}`;
      await until(`${broker} takes a topic and a message`, 60_000, async () => {
        const made = await call(`instances/${id}/topics`, 'POST', { name: topic, brokers: [broker] });
        assert.ok(made.status === 200 || made.json.error_code === 'DMS.40050005', JSON.stringify(made.json));
        const sent = await call(`rocketmq/instances/${id}/messages`, 'POST', { topic, body: 'x' });
        assert.equal(sent.status, 200, JSON.stringify(sent.json));
        return true;
      });
    }
  }

  const first = ['broker-1-1', 'nameserver-1', 'nameserver-2'];

  test('a create becomes whole', async () => {
    server = await startServer(environment);
    const { vpc_id, subnet_id, security_group_id, available_zones } = await seedBody(huaweiClients(server));
    const body = { ...rocketmqExample, vpc_id, subnet_id, security_group_id, available_zones };
    const steps = ['startNameServers', 'startBrokers', 'proveReady', 'restoreReplicas', 'reportReady'];
    await killAtEach(
      steps.map((step) => `creating/${step}/done`),
      async () => {
        const made = await call('instances', 'POST', body);
        assert.equal(made.status, 200, JSON.stringify(made.json));
        id = made.json.instance_id;
      },
    );
    await assertStands(first);
  });

  test('another broker comes', async () => {
    await killAtEach(['running/startBrokers/done', 'running/restoreReplicas/done'], async () => {
      const body = { oper_type: 'horizontal', new_broker_num: 2 };
      assert.equal((await call(`rocketmq/instances/${id}/extend`, 'POST', body)).status, 200);
    });
    await assertStands(['broker-1-1', 'broker-2-1', 'nameserver-1', 'nameserver-2']);
  });

  test('a delete leaves nothing', async () => {
    const addresses = addressesOf(server.dataDir, id);
    assert.equal(addresses.length, 4);
    await killAtEach(['deleting/removeMembers/done', 'deleting/forgetInstance/done'], async () => {
      assert.equal((await call(`instances/${id}`, 'DELETE')).status, 204);
    });
    await until('the instance is gone', 120_000, async () =>
      (await call(`instances/${id}`)).status === 404 ? true : undefined,
    );
    assert.deepEqual(await leftoversOf(server.dataDir, id, addresses), []);
  });
});

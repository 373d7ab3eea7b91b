import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import alikafka from '@alicloud/alikafka20190916';
import { foundFiles } from '../../../src/runtimes/process/found-files.ts';
import {
  alibabaClient,
  alibabaPlace,
  type AlibabaPlace,
  brokersIn,
  caOf,
  listedInstance,
  loginAs,
  regionId,
  untilInService,
  untilNotListed,
} from '../../support/alibaba.ts';
import { sends, shows } from '../../support/client-checks.ts';
import { consume, produce } from '../../support/kafka-client.ts';
import { membersOf } from '../../support/members.ts';
import { pythonInstalled, pythonWith } from '../../support/python.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import {
  checkGroups,
  checkLimits,
  checkMessages,
  checkTopics,
  checkUsersAndRules,
} from './alikafka-administration.ts';
import { checkConfigUpdate, checkStopAndReopen, comesIn } from './alikafka-changes.ts';
import { checkCoreClient } from './alikafka-core-client.ts';
import { alikafkaInstance, type AlikafkaInstance } from '../../support/alikafka-instance.ts';
import {
  checkTerraformAllowedIp,
  checkTerraformResources,
  createTerraformInstance,
  destroyTerraformInstance,
} from './alikafka-terraform.ts';
import { checkXml } from './alikafka-xml.ts';

const packages = ['alibabacloud-alikafka20190916==2.16.0'];
const script = new URL('alikafka_instance.py', import.meta.url).pathname;
const withPython = pythonInstalled ? {} : { skip: 'python3 with venv is not installed' };
const run = promisify(execFile);

/** From the order to the end by each official client. What further tests need is the first client's instance. */
suite('alikafka through the official clients', { timeout: 900_000 }, () => {
  let server: TestServer;
  let disk: string;
  let place: AlibabaPlace;
  let id = '';
  let instance: AlikafkaInstance;
  let installing: Promise<string> | null = null;

  before(async () => {
    disk = await realpath(await mkdtemp(join(tmpdir(), 'polybroker-encrypted-')));
    server = await startServer({ POLYBROKER_ENCRYPTION_KEYS: `key-1=${disk}` });
    place = await alibabaPlace(server);
    // Meanwhile the first brokers start. What fails is told by the test that needs it.
    if (pythonInstalled) installing = pythonWith(packages);
    installing?.catch(() => {});
  });
  after(async () => {
    await server?.dispose();
    await rm(disk, { recursive: true, force: true });
  });

  test('Node SDK: an order is deployed as a cluster of three brokers', async () => {
    const client = alibabaClient(server);
    const { body: ordered } = await client.createPostPayOrder(
      new alikafka.CreatePostPayOrderRequest({
        regionId,
        deployType: 5,
        ioMax: 20,
        diskSize: 500,
        topicQuota: 50,
      }),
    );
    const shown = async (question: object) => {
      const { body } = await client.getInstanceList(
        new alikafka.GetInstanceListRequest({ regionId, ...question }),
      );
      return body?.instanceList?.instanceVO?.[0];
    };
    const bought = await shown({ orderId: ordered?.orderId });
    assert.equal(bought?.serviceStatus, 0);
    id = bought?.instanceId ?? '';
    const { body: started } = await client.startInstance(
      new alikafka.StartInstanceRequest({
        regionId,
        instanceId: id,
        vpcId: place.VpcId,
        vSwitchId: place.VSwitchId,
        zoneId: 'zonea',
        deployModule: 'vpc',
        name: 'by-node',
        serviceVersion: '2.2.0',
        config: '{"kafka.log.retention.hours":"33","enable.acl":"true"}',
      }),
    );
    assert.deepEqual([started?.code, started?.message, started?.success], [200, 'operation success.', true]);
    assert.equal((await shown({ instanceId: [id] }))?.serviceStatus, 3);
    await untilInService(server, id);
    const running = await shown({ instanceId: [id] });
    assert.deepEqual([running?.serviceStatus, running?.name, running?.msgRetain], [5, 'by-node', 33]);
    const access = { brokers: brokersIn(running?.endPoint ?? '') };
    instance = alikafkaInstance(server, id, access);
    const cluster = await instance.withAdmin((admin) => admin.describeCluster());
    assert.equal(cluster.brokers.length, 3);
    const topic = { regionId, instanceId: id, topic: 'by-node', remark: "a b*~'!(ü)+&=/", partitionNum: '3' };
    await client.createTopic(new alikafka.CreateTopicRequest(topic));
    const { body: listed } = await client.getTopicList(
      new alikafka.GetTopicListRequest({ regionId, instanceId: id }),
    );
    assert.equal(listed?.topicList?.topicVO?.[0]?.remark, topic.remark);
    await produce(access, 'by-node', 100);
    assert.equal((await consume(access, 'by-node', 100)).size, 100);
    const { body: read } = await client.queryMessage(
      new alikafka.QueryMessageRequest({
        regionId,
        instanceId: id,
        topic: 'by-node',
        queryType: 'byTimestamp',
        beginTime: Date.now() - 600_000,
      }),
    );
    assert.match(read?.messageList?.[0]?.value ?? '', /^by-node-\d+$/);
    const refusal = await client
      .createTopic(new alikafka.CreateTopicRequest(topic))
      .catch((error: unknown) => error as { code: string; statusCode: number });
    assert.equal('code' in refusal && refusal.code, 'BIZ_TOPIC_EXISTED');
    await client.deleteTopic(new alikafka.DeleteTopicRequest({ regionId, instanceId: id, topic: 'by-node' }));
  });

  test('topics: the API and Kafka clients see the same', () => checkTopics(instance));
  test('groups are moved, and a consumer goes on from there', () => checkGroups(instance));
  test('messages are read through the API', () => checkMessages(instance));
  test('users log in, and rules say who may do what', () => checkUsersAndRules(instance));
  test('what was ordered holds for Kafka clients', () => checkLimits(instance));
  test('answers in XML', () => checkXml(instance));
  test('an instance that is stopped lets nobody in', () => checkStopAndReopen(instance));
  test('Config changes under load, and nothing acknowledged is lost', () => checkConfigUpdate(instance));

  /** Runs a step of the script and answers what it printed. */
  // oxlint-disable-next-line typescript/no-explicit-any -- steps answer every shape
  async function python(...args: readonly string[]): Promise<any> {
    const environment = {
      POLYBROKER_ENDPOINT: server.endpoint,
      POLYBROKER_ACCESS_KEY: server.accessKey,
      POLYBROKER_SECRET_KEY: server.secretKey,
    };
    const executable = (await installing) ?? '';
    const { stdout } = await run(executable, [script, ...args], { env: { ...process.env, ...environment } });
    return JSON.parse(stdout);
  }

  test('Python SDK: an instance of 0.10.2 from its order to its end', withPython, async () => {
    const { id: own, endpoint, ...deployed } = await python('deploy', place.VpcId, place.VSwitchId, '0.10.2');
    assert.deepEqual(deployed, {
      statuses: [0, 5],
      started: [200, 'operation success.', true],
      refusal: 'BIZ_INSTANCE_STATUS_ERROR',
      version: '0.10.2',
    });
    const access = { brokers: brokersIn(endpoint) };
    await produce(access, 'by-python', 9);
    assert.equal((await consume(access, 'by-python', 9)).size, 9);
    assert.deepEqual(await python('use', own), {
      topics: ['by-python'],
      count: 9,
      lag: 0,
      messages: Array.from({ length: 9 }, (_, number) => `by-python-${number}`),
    });
    assert.deepEqual(await python('secure', id), {
      users: [['by-python', 'scram', 'SCRAM-SHA-256']],
      rules: [['Write', 'ALLOW', '*']],
    });
    const shown = await listedInstance(server, id);
    const brokers = brokersIn(shown.VpcSaslEndPoint);
    const login = loginAs(brokers, 'by-python', 'Python-1', 'scram-sha-256', await caOf(server, id));
    await shows(
      'that only its user writes',
      async () => (await sends(login, 'secured')) && !(await sends(instance.plain, 'secured')),
    );
    assert.deepEqual(await python('end', own), { released: 15 });
    assert.ok((await membersOf(server.dataDir)).every(({ instanceId }) => instanceId !== own));
  });

  test('the older core client: an instance of 2.2.0 with public access, from its order to its end', () =>
    checkCoreClient(server, place));

  let terraform: AlikafkaInstance;
  test('Terraform: alicloud_alikafka_instance is created', async () => {
    terraform = await createTerraformInstance(server, place, 'key-1');
  });
  test('Terraform: topic, consumer_group, sasl_user and sasl_acl', () => checkTerraformResources(terraform));
  test('Terraform: instance_allowed_ip_attachment', () => checkTerraformAllowedIp(terraform));
  test('Terraform: the instance is changed and destroyed', async () => {
    const stored = await foundFiles(disk);
    assert.ok(
      stored.some(({ bytes }) => bytes > 0),
      'messages are on the disk of the key',
    );
    await destroyTerraformInstance(terraform);
    assert.deepEqual(await foundFiles(disk), []);
  });

  test('Node SDK: the instance is released and deleted', async () => {
    const client = alibabaClient(server);
    const release = { regionId, instanceId: id, forceDeleteInstance: true };
    await client.releaseInstance(new alikafka.ReleaseInstanceRequest(release));
    assert.equal((await listedInstance(server, id)).ServiceStatus, 15);
    await shows('that nobody comes in', async () => !(await comesIn(instance.plain)));
    await client.deleteInstance(new alikafka.DeleteInstanceRequest({ regionId, instanceId: id }));
    await untilNotListed(server, id);
    assert.deepEqual(await membersOf(server.dataDir), []);
  });
});

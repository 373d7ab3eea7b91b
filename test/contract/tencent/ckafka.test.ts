import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { consume, kafkaClient, type KafkaAccess, produce } from '../../support/kafka-client.ts';
import { listeningPorts, membersOf } from '../../support/members.ts';
import { pythonInstalled, pythonWith } from '../../support/python.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import {
  tencentClient,
  tencentPlace,
  type TencentPlace,
  untilDeleted,
  untilRunning,
} from '../../support/tencent.ts';
import {
  checkGroups,
  checkLimits,
  checkMessages,
  checkPublicRoute,
  checkThrottleRules,
  checkTopics,
  checkUsersAndRules,
} from './ckafka-administration.ts';
import {
  checkAllowList,
  checkBandwidth,
  checkPublicBandwidth,
  checkSecurityGroup,
  checkTopicLimit,
} from './ckafka-limits.ts';
import { checkTerraformInside } from './ckafka-terraform-inside.ts';
import {
  checkTerraformInstance,
  createTerraformRoute,
  deleteTerraformRoute,
  type OpenRoute,
} from './ckafka-terraform.ts';
import { type TencentInstance, tencentInstance } from './tencent-instance.ts';

const packages = ['tccli==3.1.189.1', 'tencentcloud-sdk-python==3.1.195'];
const script = new URL('ckafka_instance.py', import.meta.url).pathname;
const withPython = pythonInstalled ? {} : { skip: 'python3 with venv is not installed' };
const run = promisify(execFile);

/**
 * The documentation's examples of CreatePostPaidInstance, each through another of the official clients. What all further tests
 * need is one of the first batch.
 */
suite('CKafka through the official clients', { timeout: 900_000 }, () => {
  let server: TestServer;
  let place: TencentPlace;
  let installing: Promise<string> | null = null;
  let id = '';
  let instance: TencentInstance;

  before(async () => {
    server = await startServer();
    place = await tencentPlace(server);
    // Meanwhile the first brokers start. What fails is told by the test that needs it.
    if (pythonInstalled) installing = pythonWith(packages);
    installing?.catch(() => {});
  });
  after(() => server.dispose());

  test('Node SDK: a batch of three in one deal, each a cluster of three brokers', async () => {
    const client = tencentClient(server);
    const created = await client.CreatePostPaidInstance({
      ...place,
      InstanceName: 'test58',
      KafkaVersion: '2.4.2',
      SpecificationsType: 'profession',
      BandWidth: 20,
      DiskSize: 200,
      Partition: 400,
      TopicNum: 200,
      ZoneId: 100001,
      InstanceNum: 3,
      PublicNetworkMonthly: 12,
    });
    const { ReturnCode: code, Data: data } = created.Result ?? {};
    assert.equal(code, '0');
    const ids = data?.DealNameInstanceIdMapping?.[0]?.InstanceIdList ?? [];
    assert.equal(new Set(ids).size, 3);
    assert.equal(data?.InstanceId, ids[0]);
    const listed = await client.DescribeInstances({ SearchWord: 'test58' });
    assert.deepEqual(listed.Result?.InstanceList?.map(({ InstanceName: name }) => name).toSorted(), [
      'test58-1',
      'test58-2',
      'test58-3',
    ]);
    // One of them is enough to prove what a batch makes; the others would cost a minute.
    const [kept = '', ...others] = ids;
    id = kept;
    for (const other of others) {
      assert.ok((await client.DeleteInstancePost({ InstanceId: other })).Result?.FlowId);
    }
    const shown = await untilRunning(server, id);
    assert.deepEqual([shown.VipList.length, shown.Bandwidth, shown.PublicNetwork], [3, 160, 15]);
    const access = { brokers: [`${shown.Vip}:${shown.Vport}`] };
    instance = tencentInstance(server, id, access);
    const admin = kafkaClient(access).admin();
    await admin.connect();
    assert.equal((await admin.describeCluster()).brokers.length, 3);
    await admin.createTopics({
      waitForLeaders: true,
      topics: [{ topic: 't', numPartitions: 3, replicationFactor: 3 }],
    });
    await admin.disconnect();
    await produce(access, 't', 100);
    assert.equal((await consume(access, 't', 100)).size, 100);
    const attributes = await client.DescribeInstanceAttributes({ InstanceId: id });
    assert.deepEqual([attributes.Result?.CreatedTopics, attributes.Result?.CreatedPartitions], [1, 9]);
    for (const other of others) await untilDeleted(server, other);
  });

  test('Python SDK: an instance over three zones, also with the older signatures', withPython, async () => {
    const { stdout } = await run((await installing) ?? '', [script], {
      env: {
        ...process.env,
        POLYBROKER_ENDPOINT: server.endpoint,
        POLYBROKER_ACCESS_KEY: server.accessKey,
        POLYBROKER_SECRET_KEY: server.secretKey,
      },
    });
    const steps = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(steps, [
      { step: 'created', deals: 1, mapped: true },
      { step: 'settled', status: 1, zones: true, port: '9092', brokers: 3 },
      { step: 'renamed', name: 'renamed-by-python' },
      { step: 'HmacSHA1', total: 1 },
      { step: 'HmacSHA256', total: 1 },
      { step: 'refused', code: 'InvalidParameterValue.InstanceNotExist' },
      { step: 'gone', total: 0 },
    ]);
  });

  /** Runs tccli, which speaks plain HTTP to an endpoint with its scheme, and answers what it prints. */
  // oxlint-disable-next-line typescript/no-explicit-any -- answers have every shape
  async function tccli(action: string, parameters: Readonly<Record<string, string>>): Promise<any> {
    const args = Object.entries(parameters).flatMap(([name, value]) => [`--${name}`, value]);
    const python = (await installing) ?? '';
    const { stdout } = await run(
      python,
      ['-c', 'import sys; from tccli.main import main; sys.argv[0] = "tccli"; sys.exit(main())'].concat(
        'ckafka',
        action,
        args,
        ['--region', 'ap-guangzhou', '--endpoint', server.endpoint],
        ['--secretId', server.accessKey, '--secretKey', server.secretKey],
      ),
      { env: { ...process.env, HOME: server.dataDir } },
    );
    return JSON.parse(stdout);
  }

  let single = '';
  test('tccli: a single instance, ordered, described and renamed', withPython, async () => {
    const created = await tccli('CreatePostPaidInstance', {
      ...place,
      InstanceName: 'test55',
      ZoneId: '100001',
      InstanceType: '1',
      KafkaVersion: '2.8.1',
      SpecificationsType: 'profession',
      DiskSize: '200',
      BandWidth: '20',
      Partition: '400',
      DiskType: 'CLOUD_BASIC',
      PublicNetworkMonthly: '0',
    });
    single = created.Result.Data.InstanceId;
    await untilRunning(server, single);
    await tccli('ModifyInstanceAttributes', { InstanceId: single, InstanceName: 'renamed by tccli' });
    const detail = await tccli('DescribeInstancesDetail', { SearchWord: 'by tccli' });
    const [shown] = detail.Result.InstanceList;
    assert.deepEqual(
      [shown.InstanceId, shown.Status, shown.Version, shown.Vport],
      [single, 1, '2.8.1', '9092'],
    );
    // It goes while the next tests run.
    await tencentClient(server).DeleteInstancePost({ InstanceId: single });
  });

  test('topics: the API and Kafka clients see the same', () => checkTopics(instance));
  test('groups are moved, and a consumer goes on from there', () => checkGroups(instance));
  test('a throttle rule slows its client, who is told so', () => checkThrottleRules(instance));
  test('messages are read through the API', () => checkMessages(instance));
  test('partitions and retention are those that were ordered', () => checkLimits(instance));
  test('brokers hold clients to the bandwidth', () => checkBandwidth(instance, 20, false));
  test('no more topics are made than were ordered', () => checkTopicLimit(instance));
  test('Terraform: topic, user, acl, acl_rule and consumer_group', () => checkTerraformInside(instance));
  test('Terraform: tencentcloud_ckafka_instance', () => checkTerraformInstance(server, place, id));

  let route: OpenRoute;
  let overTls: OpenRoute;
  let publicRoute: OpenRoute;
  let authority: string;
  let fromOutside: KafkaAccess;
  test('Terraform: tencentcloud_ckafka_route, and with it a listener for logins', async () => {
    await instance.call('CreateUser', { Name: 'early', Password: 'First-1' });
    const order = (AccessType: number) =>
      createTerraformRoute(server, id, { VipType: 3, AccessType, ...place });
    [route, overTls] = await Promise.all([order(1), order(2)]);
    assert.equal(listening([...route.brokers, ...overTls.brokers]), 6);
    const download = await fetch(`${server.endpoint}/_polybroker/instances/${id}/ca.pem`);
    assert.equal(download.status, 200);
    authority = await download.text();
  });
  test('users log in by the route, and rules say who may do what', () =>
    checkUsersAndRules(instance, route.brokers));
  test('a public route leads clients to the brokers, from where its list says', async () => {
    // With TLS beside the route without.
    publicRoute = await createTerraformRoute(server, id, { VipType: 1, AccessType: 3 });
    fromOutside = withLogin(publicRoute, authority);
    await checkPublicRoute(instance, fromOutside);
    await checkAllowList(instance, publicRoute, fromOutside);
  });
  test('the public route has the Mbit/s that were ordered, and others once that is changed', async () => {
    await checkPublicBandwidth(fromOutside, 15);
    await instance.call('ModifyInstanceAttributes', { PublicNetwork: 6 });
    await checkPublicBandwidth(fromOutside, 6);
  });
  test('a security group says who comes in by any route', () =>
    checkSecurityGroup(instance, [
      { id: route.id, access: withLogin(route) },
      { id: overTls.id, access: { brokers: overTls.brokers, tls: { ca: authority } } },
      { id: publicRoute.id, access: fromOutside },
    ]));
  test('a listener closes with the last route that leads there', async () => {
    await Promise.all([route, overTls].map((one) => deleteTerraformRoute(server, id, one)));
    assert.equal(listening(overTls.brokers), 0);
    assert.deepEqual([listening(route.brokers), listening(publicRoute.brokers)], [0, 3]);
    await deleteTerraformRoute(server, id, publicRoute);
    assert.equal(listening([...route.brokers, ...publicRoute.brokers]), 0);
  });

  test('nothing is left of a deleted instance', async () => {
    await tencentClient(server).DeleteInstancePost({ InstanceId: id });
    // Without Python there is no single one.
    for (const each of [single, id].filter((one) => one !== '')) await untilDeleted(server, each);
    assert.deepEqual(await membersOf(server.dataDir), []);
  });
});

/** The user of these tests, by way of a route. */
function withLogin({ brokers }: OpenRoute, ca = ''): KafkaAccess {
  return { brokers, login: { mechanism: 'plain', username: 'early', password: 'First-1', ca } };
}

/** At how many of these addresses somebody listens. */
function listening(brokers: readonly string[]): number {
  const open = listeningPorts();
  return brokers.filter((broker) => open.has(broker)).length;
}

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { consume, kafkaClient, produce } from '../../support/kafka-client.ts';
import { membersOf } from '../../support/members.ts';
import { pythonInstalled, pythonWith } from '../../support/python.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import {
  tencentCall,
  tencentClient,
  tencentPlace,
  type TencentPlace,
  untilDeleted,
  untilRunning,
} from '../../support/tencent.ts';

const packages = ['tccli==3.1.189.1', 'tencentcloud-sdk-python==3.1.195'];
const script = new URL('ckafka_instance.py', import.meta.url).pathname;
const withPython = pythonInstalled ? {} : { skip: 'python3 with venv is not installed' };
const run = promisify(execFile);

/** The documentation's examples of CreatePostPaidInstance, each through another of the official clients. */
suite('CKafka instances through the official clients', () => {
  let server: TestServer;
  let place: TencentPlace;
  let installing: Promise<string> | null = null;

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
    const [id = '', ...others] = ids;
    for (const other of others)
      assert.ok((await client.DeleteInstancePost({ InstanceId: other })).Result?.FlowId);
    const first = await untilRunning(server, id);
    assert.deepEqual([first.VipList.length, first.Bandwidth, first.PublicNetwork], [3, 160, 15]);
    const access = { brokers: [`${first.Vip}:${first.Vport}`] };
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
    assert.deepEqual([attributes.Result?.CreatedTopics, attributes.Result?.CreatedPartitions], [1, 3]);

    await client.DeleteInstancePost({ InstanceId: id });
    for (const each of ids) await untilDeleted(server, each);
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

  let ordered = '';
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
    ordered = created.Result.Data.InstanceId;
    await untilRunning(server, ordered);
    const detail = await tccli('DescribeInstancesDetail', { InstanceId: ordered });
    const [shown] = detail.Result.InstanceList;
    assert.deepEqual([shown.Status, shown.Version, shown.Vport], [1, '2.8.1', '9092']);
    await tccli('ModifyInstanceAttributes', { InstanceId: ordered, InstanceName: 'renamed by tccli' });
    const listed = await tccli('DescribeInstances', { SearchWord: 'by tccli' });
    assert.equal(listed.Result.TotalCount, 1);
  });

  test('Terraform: the provider’s calls for tencentcloud_ckafka_instance', withPython, async () => {
    const ok = async (action: string, parameters: object, service: 'ckafka' | 'tag' = 'ckafka') => {
      const response = await tencentCall(server, { action, service, parameters });
      assert.equal(response.Error, undefined, JSON.stringify(response));
      return response;
    };
    // Create: listed at once. What follows is done to an instance that runs already.
    const { Result: created } = await ok('CreatePostPaidInstance', {
      ...place,
      InstanceName: 'by-terraform',
      ZoneId: 100001,
      InstanceType: 1,
      SpecificationsType: 'profession',
      KafkaVersion: '2.8.1',
      DiskSize: 200,
      BandWidth: 20,
      Partition: 400,
      DiskType: 'CLOUD_BASIC',
      MultiZoneFlag: false,
      ZoneIds: [],
      ElasticBandwidthSwitch: 0,
      Tags: [],
    });
    const { InstanceId: brief } = created.Data;
    const early = await ok('DescribeInstancesDetail', { InstanceId: brief });
    assert.equal(early.Result.InstanceList.length, 1);
    await ok('DeleteInstancePost', { InstanceId: brief });

    const id = { InstanceId: ordered };
    await ok('ModifyInstanceAttributes', {
      ...id,
      MsgRetentionTime: 2880,
      Config: { AutoCreateTopicEnable: true, DefaultNumPartitions: 3, DefaultReplicationFactor: 3 },
      DynamicRetentionConfig: { Enable: 1 },
    });
    const resource = `qcs::ckafka:ap-guangzhou:uin/:ckafkaId/${ordered}`;
    const tags = [{ TagKey: 'made-by', TagValue: 'terraform' }];
    await ok('ModifyResourceTags', { Resource: resource, ReplaceTags: tags, DeleteTags: [] }, 'tag');
    const { Result: detail } = await ok('DescribeInstancesDetail', id);
    const [shown] = detail.InstanceList;
    for (const field of ['InstanceType', 'Bandwidth', 'Status', 'ExpireTime'])
      assert.ok(field in shown, field);
    assert.equal(shown.Bandwidth / 8, 20);
    const { Tags: read } = await ok(
      'DescribeResourceTagsByResourceIds',
      {
        ServiceType: 'ckafka',
        ResourcePrefix: 'ckafkaId',
        ResourceRegion: 'ap-guangzhou',
        ResourceIds: [ordered],
        Limit: 50,
        Offset: 0,
      },
      'tag',
    );
    assert.deepEqual([read[0].ResourceId, read[0].TagKey], [ordered, 'made-by']);
    const { Result: attributes } = await ok('DescribeInstanceAttributes', id);
    assert.ok(attributes.RetentionTimeConfig);
    assert.deepEqual([attributes.MsgRetentionTime, attributes.Config.AutoCreateTopicsEnable], [2880, true]);
    await untilRunning(server, ordered);
    const bigger = { ...id, UpgradeStrategy: 1, BandWidth: 40, DiskSize: 500, Partition: 800 };
    await ok('InstanceScalingDown', bigger);
    assert.equal((await untilRunning(server, ordered)).Bandwidth / 8, 40);
    const routes = await ok('DescribeRoute', id);
    assert.equal(routes.Result.Routers[0].VipList.length, 1);

    await ok('DeleteInstancePost', id);
    for (const one of [ordered, brief]) await untilDeleted(server, one);
    assert.deepEqual(await membersOf(server.dataDir), []);
  });
});

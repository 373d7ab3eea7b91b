import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { apiKeysOf } from '../../support/api-versions.ts';
import { consume, produce } from '../../support/kafka-client.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { tencentClient, tencentPlace, untilRunning } from '../../support/tencent.ts';
import { until } from '../../support/until.ts';
import { checkBandwidth, checkIsolation } from './ckafka-limits.ts';
import { type TencentInstance, tencentInstance } from './tencent-instance.ts';

const bandwidth = 20;
/** A request that came with Kafka 2.8 (DescribeCluster). */
const newIn28 = 60;

suite('a CKafka instance that is paid in advance', { timeout: 600_000 }, () => {
  let server: TestServer;
  let instance: TencentInstance;
  let brokers: readonly string[];

  before(async () => {
    server = await startServer();
    const place = await tencentPlace(server);
    const { Result: created } = await tencentClient(server).CreateInstancePre({
      ...place,
      InstanceName: 'in-advance',
      ZoneId: 100001,
      Period: '1m',
      InstanceType: 1,
      KafkaVersion: '2.4.1',
      SpecificationsType: 'profession',
      DiskSize: 200,
      BandWidth: bandwidth,
      Partition: 400,
      ElasticBandwidthSwitch: 1,
    });
    const id = created?.Data?.InstanceId ?? '';
    const { VipList: vips } = await untilRunning(server, id);
    brokers = (vips as { Vip: string; Vport: string }[]).map(
      ({ Vip: host, Vport: port }) => `${host}:${port}`,
    );
    instance = tencentInstance(server, id, { brokers });
  });
  after(() => server.dispose());

  test('an elastic bandwidth goes beyond what was ordered, up to twice', () =>
    checkBandwidth(instance, bandwidth, true));

  test('isolated it lets nobody in until it is renewed', () => checkIsolation(instance));

  test('UpgradeBrokerVersion: another version runs, and all messages are there', async () => {
    const { call, plain, withAdmin } = instance;
    const versionOf = async () => (await call('DescribeInstancesDetail', {})).InstanceList[0].Version;
    const topics = [{ topic: 'kept', numPartitions: 3, replicationFactor: 3 }];
    await withAdmin((admin) => admin.createTopics({ topics, waitForLeaders: true }));
    await produce(plain, 'kept', 1000);
    assert.deepEqual([await versionOf(), await knowNew(brokers)], ['2.4.1', [false, false, false]]);
    const { HighVersionSet: possible } = await call('DescribeCkafkaVersion', {});
    assert.deepEqual(possible, ['2.8.1', '3.2.3']);
    const change = { Type: 5, SourceVersion: '2.4.1', TargetVersion: '2.8.1' };
    const { FlowId: flow } = (await call('UpgradeBrokerVersion', change)).Data;
    await until('the upgrade has ended', 240_000, async () => {
      const { Status: status, Output: output } = await call('DescribeTaskStatus', { FlowId: flow });
      assert.notEqual(status, 1, output);
      return status === 0 ? true : undefined;
    });
    assert.deepEqual([await versionOf(), await knowNew(brokers)], ['2.8.1', [true, true, true]]);
    assert.equal((await consume(plain, 'kept', 1000)).size, 1000);
    await call('CreateTopic', { TopicName: 'made-since', PartitionNum: 1, ReplicaNum: 3 });
    await produce(plain, 'made-since', 10);
  });
});

/** Of each broker, whether it is of the newer version. */
async function knowNew(brokers: readonly string[]): Promise<readonly boolean[]> {
  return (await Promise.all(brokers.map(apiKeysOf))).map((keys) => keys.has(newIn28));
}

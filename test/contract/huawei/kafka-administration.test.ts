import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import kafkajs from 'kafkajs';
import { type AdministeredInstance, startAdministeredInstance } from '../../support/administered-instance.ts';
import { shows } from '../../support/client-checks.ts';
import { userPassword } from '../../support/huawei.ts';
import { kafkaClient, produce } from '../../support/kafka-client.ts';
import { checkGroups } from './kafka-administration-groups.ts';
import { checkQuotas } from './kafka-administration-quotas.ts';
import {
  checkTerraformGroup,
  checkTerraformQuota,
  checkTerraformTopic,
  checkTerraformUser,
} from './kafka-administration-terraform.ts';

interface ShownTopic {
  readonly name: string;
  readonly partition: number;
  readonly replication: number;
  readonly retention_time: number;
  readonly sync_replication: boolean;
  readonly sync_message_flush: boolean;
  readonly topic_desc: string;
}

/** The body of the call that sets the policies of the topic `guarded`: users with all, pub or sub. */
function policies(list: readonly (readonly [string, string])[]) {
  const views = list.map(([user_name, access_policy]) => ({ user_name, access_policy }));
  return { body: { topics: [{ name: 'guarded', policies: views }] } };
}

/** One instance of Kafka 2.3.0 with SASL_SSL. What is done through the API is seen by Kafka clients, and the other way round. */
suite('what is inside an instance, through the official Huawei SDK', { timeout: 600_000 }, () => {
  let instance: AdministeredInstance;
  let pids: readonly number[];

  async function topicsShown(): Promise<ReadonlyMap<string, ShownTopic>> {
    const { topics } = await instance.call<{ topics: ShownTopic[] }>('listInstanceTopics', { limit: '200' });
    return new Map(topics.map((topic) => [topic.name, topic]));
  }

  async function settingsOf(name: string, configNames: string[]): Promise<Readonly<Record<string, string>>> {
    const { resources } = await instance.withAdmin((admin) =>
      admin.describeConfigs({
        resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name, configNames }],
        includeSynonyms: false,
      }),
    );
    const entries = resources[0]?.configEntries ?? [];
    return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
  }

  before(async () => {
    instance = await startAdministeredInstance();
    pids = await instance.pids();
  });
  after(() => instance.server.dispose());

  test('a topic is made with its settings, grows, and goes', async () => {
    const body = {
      id: 'ordered',
      partition: 2,
      replication: 3,
      retention_time: 5,
      sync_replication: true,
      sync_message_flush: true,
      topic_desc: 'a description',
      topic_other_configs: [{ name: 'max.message.bytes', value: '65536' }],
    };
    assert.equal((await instance.call<{ name: string }>('createInstanceTopic', { body })).name, 'ordered');
    await instance.refused('DMS.40050005', 'createInstanceTopic', { body });
    await instance.refused('DMS.00400861', 'createInstanceTopic', {
      body: { id: 'too-many', replication: 4 },
    });
    const names = ['retention.ms', 'min.insync.replicas', 'flush.messages', 'max.message.bytes'];
    assert.deepEqual(await settingsOf('ordered', names), {
      'retention.ms': String(5 * 3_600_000),
      'min.insync.replicas': '2',
      'flush.messages': '1',
      'max.message.bytes': '65536',
    });
    const partitions = () =>
      instance.withAdmin(async (admin) => {
        const { topics } = await admin.fetchTopicMetadata({ topics: ['ordered'] });
        return topics[0]?.partitions.map(({ replicas }) => replicas.length);
      });
    assert.deepEqual(await partitions(), [3, 3]);
    const change = { id: 'ordered', new_partition_numbers: 4, retention_time: 7, sync_replication: false };
    await instance.call('updateInstanceTopic', { body: { topics: [change] } });
    assert.deepEqual(await partitions(), [3, 3, 3, 3]);
    const { 'retention.ms': retention, 'min.insync.replicas': inSync } = await settingsOf('ordered', names);
    assert.deepEqual([retention, inSync], [String(7 * 3_600_000), '1']);
    const shown = (await topicsShown()).get('ordered');
    const { partition, replication, retention_time, sync_replication, sync_message_flush, topic_desc } =
      shown ?? assert.fail('the topic is listed');
    assert.deepEqual(
      [partition, replication, retention_time, sync_replication, sync_message_flush, topic_desc],
      [4, 3, 7, false, true, 'a description'],
    );
    const fewer = { topics: [{ id: 'ordered', new_partition_numbers: 2 }] };
    await instance.refused('DMS.00400102', 'updateInstanceTopic', { body: fewer });
    const deletion = { body: { topics: ['ordered', 'not-there', '__consumer_offsets'] } };
    assert.deepEqual(
      (await instance.call<{ topics: object[] }>('batchDeleteInstanceTopic', deletion)).topics,
      [
        { id: 'ordered', success: true },
        { id: 'not-there', success: false },
        { id: '__consumer_offsets', success: false },
      ],
    );
    assert.ok(!(await instance.withAdmin((admin) => admin.listTopics())).includes('ordered'));
  });

  test('a topic of a Kafka client shows with its partitions and messages, and no longer once the client deletes it', async () => {
    await instance.withAdmin((admin) =>
      admin.createTopics({ topics: [{ topic: 'by-client', numPartitions: 3, replicationFactor: 2 }] }),
    );
    await shows('the client’s topic', async () => (await topicsShown()).has('by-client'));
    await produce(instance.access(), 'by-client', 30);
    const { partitions, total } = await instance.call<{
      partitions: { message_count: number }[];
      total: number;
    }>('listTopicPartitions', { topic: 'by-client' });
    assert.equal(
      partitions.reduce((sum, one) => sum + one.message_count, 0),
      30,
    );
    assert.equal(total, 3);
    const detail = await instance.call<{ partitions: { replicas: { in_sync: boolean; size: number }[] }[] }>(
      'showInstanceTopicDetail',
      { topic: 'by-client' },
    );
    assert.deepEqual(
      detail.partitions.map(({ replicas }) => replicas.map((one) => one.in_sync)),
      [
        [true, true],
        [true, true],
        [true, true],
      ],
    );
    const { cluster } = await instance.call<{
      cluster: { controller: string; brokers: { is_health: boolean }[] };
    }>('showCluster');
    const { controller } = await instance.withAdmin((admin) => admin.describeCluster());
    assert.equal(cluster.controller, String(controller));
    assert.ok(cluster.brokers.length === 3 && cluster.brokers.every((broker) => broker.is_health));
    await instance.withAdmin((admin) => admin.deleteTopics({ topics: ['by-client'] }));
    await shows('that it is gone', async () => !(await topicsShown()).has('by-client'));
  });

  test('a user logs in, with a changed password, and not once deleted; nothing is restarted', async () => {
    const [first, second] = ['First-password-1', 'Second-password-2'];
    const user = { user_name: 'another', user_passwd: first, user_desc: 'a person' };
    await instance.call('createInstanceUser', { body: user });
    await shows('the user logs in', async () => (await instance.logins('another', first)) === 3);
    await shows(
      'the user logs in by SCRAM',
      async () => (await instance.logins('another', first, 'scram-sha-512')) === 3,
    );
    assert.equal(await instance.logins('another', second), 0);
    const { users } = await instance.call<{
      users: { user_name: string; default_app: boolean; user_desc: string }[];
    }>('showInstanceUsers');
    assert.deepEqual(
      users.map((one) => [one.user_name, one.default_app, one.user_desc]),
      [
        ['another', false, 'a person'],
        ['root', true, ''],
      ],
    );
    await instance.refused('DMS.00400062', 'createInstanceUser', { body: user });
    await instance.refused('DMS.00400012', 'createInstanceUser', { body: { ...user, user_passwd: 'short' } });
    const change = { new_password: second, user_desc: 'the same person' };
    await instance.call('updateInstanceUser', { engine: 'kafka', user_name: 'another', body: change });
    await shows('the changed password', async () => (await instance.logins('another', second)) === 3);
    assert.equal(await instance.logins('another', first), 0);
    await instance.call('resetUserPasswrod', { user_name: 'another', body: { new_password: first } });
    await shows('the password that was reset', async () => (await instance.logins('another', first)) === 3);
    await instance.call('batchDeleteInstanceUsers', { body: { action: 'delete', users: ['another'] } });
    await shows('that the user is gone', async () => (await instance.logins('another', first)) === 0);
    await shows(
      'that SCRAM is gone',
      async () => (await instance.logins('another', first, 'scram-sha-512')) === 0,
    );
    await instance.call('resetPassword', { body: { new_password: second } });
    await shows('the owner’s new password', async () => (await instance.logins('root', second)) === 3);
    await instance.call('resetPassword', { body: { new_password: userPassword } });
    await shows('the owner’s old password', async () => (await instance.logins('root', userPassword)) === 3);
    assert.deepEqual(await instance.pids(), pids);
  });

  test('policies allow and deny: who may publish, who may subscribe', async () => {
    const password = 'Password-of-both-1';
    for (const name of ['publisher', 'subscriber']) {
      await instance.call('createInstanceUser', { body: { user_name: name, user_passwd: password } });
      await shows(`${name} logs in`, async () => (await instance.logins(name, password)) === 3);
    }
    await instance.call('createInstanceTopic', { body: { id: 'guarded', partition: 1 } });
    const shown = async () => {
      const answer = await instance.call<{ policies: { user_name: string; access_policy: string }[] }>(
        'showTopicAccessPolicy',
        { topic_name: 'guarded' },
      );
      return answer.policies.map((one) => [one.user_name, one.access_policy]);
    };
    assert.deepEqual(await shown(), []);
    assert.equal(
      await instance.sends('guarded', 'subscriber', password),
      true,
      'open to all without policies',
    );
    const both = [
      ['publisher', 'pub'],
      ['subscriber', 'sub'],
    ] as const;
    await instance.call('updateTopicAccessPolicy', policies(both));
    assert.deepEqual(await shown(), both);
    await shows(
      'that the subscriber is denied',
      async () => !(await instance.sends('guarded', 'subscriber', password)),
    );
    assert.equal(await instance.sends('guarded', 'publisher', password), true);
    assert.equal(await instance.sends('guarded', 'root', userPassword), false);
    const fetched = (name: string) =>
      new Promise<boolean>((resolve, reject) => {
        const consumer = kafkaClient(instance.access(name, password)).consumer({
          groupId: `of-${name}`,
          retry: { retries: 0 },
        });
        const end = (outcome: () => void) => void consumer.disconnect().then(outcome, reject);
        consumer.on('consumer.crash', ({ payload: { error } }) => {
          end(() => (/authorized/i.test(String(error)) ? resolve(false) : reject(error)));
        });
        consumer
          .connect()
          .then(() => consumer.subscribe({ topic: 'guarded', fromBeginning: true }))
          .then(() => consumer.run({ eachMessage: () => Promise.resolve(end(() => resolve(true))) }))
          .catch((error: unknown) =>
            end(() => (/authorized/i.test(String(error)) ? resolve(false) : reject(error))),
          );
      });
    assert.equal(await fetched('subscriber'), true);
    assert.equal(await fetched('publisher'), false);
    await instance.call('updateTopicAccessPolicy', policies([['subscriber', 'all']]));
    await shows('that the subscriber may publish', () => instance.sends('guarded', 'subscriber', password));
    await shows(
      'that the publisher is denied',
      async () => !(await instance.sends('guarded', 'publisher', password)),
    );
    await instance.refused('DMS.00400062', 'updateTopicAccessPolicy', policies([['nobody-here', 'all']]));
    await instance.call('updateTopicAccessPolicy', policies([]));
    await shows('that all may publish', () => instance.sends('guarded', 'publisher', password));
  });

  test('groups show their members; offsets are reset, and a consumer goes on from there', () =>
    checkGroups(instance));
  test('a quota throttles its client, who is told so, and no longer once it is deleted', () =>
    checkQuotas(instance));
  test('Terraform: huaweicloud_dms_kafka_topic', () => checkTerraformTopic(instance));
  test('Terraform: huaweicloud_dms_kafka_user and huaweicloud_dms_kafka_permissions', () =>
    checkTerraformUser(instance));
  test('Terraform: huaweicloud_dms_kafka_consumer_group', () => checkTerraformGroup(instance));
  test('Terraform: huaweicloud_dms_kafka_user_client_quota', () => checkTerraformQuota(instance));
});

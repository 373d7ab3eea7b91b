import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { consume, kcat, kcatInstalled, type KafkaAccess, produce } from '../support/kafka-client.ts';
import type { OrderedInstance } from './ordered-instance.ts';

/** The listener without logins. */
export async function provePlaintext(instance: OrderedInstance): Promise<string> {
  assert.ok(instance.plain.brokers.every((broker) => broker.endsWith(':9092')));
  assert.equal(instance.plain.brokers.length, 3);
  const cluster = await instance.withAdmin((admin) => admin.describeCluster());
  assert.equal(cluster.brokers.length, 3);
  return proveEveryClient(instance, instance.plain, 'by-all');
}

const each = 10;

/** Every kind of client writes to a topic, and reads what all of them wrote. */
export async function proveEveryClient(
  { call, tools, server }: OrderedInstance,
  access: KafkaAccess,
  topic: string,
): Promise<string> {
  await call('CreateTopic', { Topic: topic, Remark: 'for every client', PartitionNum: '3' });
  await produce(access, topic, each);
  const lines = (first: number) => Array.from({ length: each }, (_, index) => `${topic}-${first + index}`);
  await tools.produce(access, topic, lines(each));
  let count = 2 * each;
  let caFile: string | null = null;
  if (access.login !== undefined && access.login.ca !== '') {
    caFile = join(server.dataDir, `${topic}.pem`);
    await writeFile(caFile, access.login.ca);
  }
  if (kcatInstalled) {
    await kcat(access, caFile, ['-P', '-t', topic, '-X', 'acks=all'], `${lines(count).join('\n')}\n`);
    count += each;
  }
  assert.equal((await consume(access, topic, count)).size, count);
  assert.equal(new Set(await tools.consume(access, topic, count)).size, count);
  if (kcatInstalled) {
    const read = await kcat(access, caFile, ['-C', '-t', topic, '-e', '-q']);
    assert.equal(new Set(read.trimEnd().split('\n')).size, count);
  }
  const { TopicStatus: status } = await call('GetTopicStatus', { Topic: topic });
  assert.equal(status.TotalCount, count);
  await call('DeleteTopic', { Topic: topic });
  return kcatInstalled ? 'yes' : 'yes, without kcat';
}

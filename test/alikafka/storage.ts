import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { foundFiles } from '../../src/runtimes/process/found-files.ts';
import { kafkaClient } from '../support/kafka-client.ts';
import { limitProofs } from '../support/limit-proof.ts';
import { until } from '../support/until.ts';
import { orderInstance, type OrderedInstance } from './ordered-instance.ts';

/** Of a GB: the smallest order has 500 of them, for all copies of all messages. Filling them is what takes the time here. */
const bytesPerGb = 256 * 1024;
const capacity = 500 * bytesPerGb;
const batch = randomBytes(128 * 1024);
const replicas = 3;

/** An instance whose GB are small. */
export const storageProofs = limitProofs<OrderedInstance>({
  name: 'storage',
  timeoutMs: 600_000,
  start: (version) =>
    orderInstance(version, { environment: { POLYBROKER_BYTES_PER_GB: String(bytesPerGb) } }),
  end: ({ server }) => server.dispose(),
  proofs: [
    {
      claim: 'DiskSize: above 85 % the oldest messages are deleted until it is below; producers never stop',
      run: proveDeletion,
    },
  ],
});

async function proveDeletion({ call, plain, server, id, pids }: OrderedInstance): Promise<string> {
  const usedBytes = async () => {
    const folders = [1, 2, 3].map((number) =>
      join(server.dataDir, 'instances', id, `broker-${number}`, 'data'),
    );
    const found = await Promise.all(folders.map((folder) => foundFiles(folder)));
    return found.flat().reduce((sum, { bytes }) => sum + bytes, 0);
  };
  await call('CreateTopic', { Topic: 'filling', Remark: 'fills the disk', PartitionNum: '3' });
  const before = await pids();
  let most = 0;
  const watching = setInterval(() => {
    void usedBytes().then((bytes) => (most = Math.max(most, bytes)));
  }, 200);
  const producer = kafkaClient(plain).producer({ retry: { retries: 0 } });
  await producer.connect();
  try {
    for (let sent = 0; sent < 2 * capacity; sent += 3 * replicas * batch.length) {
      const messages = [0, 1, 2].map((partition) => ({ key: 'k', value: batch, partition }));
      // Any refusal ends the proof: there are no retries.
      await producer.send({ topic: 'filling', acks: -1, messages });
    }
  } finally {
    await producer.disconnect();
    clearInterval(watching);
  }
  await until('it is below 85 %', 60_000, async () =>
    (await usedBytes()) < 0.85 * capacity ? true : undefined,
  );
  const left = await usedBytes();
  assert.ok(left > 0.5 * capacity, `${percent(left)} are left: more was deleted than had to be`);
  assert.ok(most <= 1.1 * capacity, `${percent(most)} were used`);
  const { TopicStatus: status } = await call('GetTopicStatus', { Topic: 'filling' });
  const [row] = status.OffsetTable.OffsetTable;
  assert.ok(row.MinOffset > 0, 'the first messages went');
  assert.deepEqual(await pids(), before, 'no member was restarted');
  return `at most ${percent(most)}, then ${percent(left)}`;
}

function percent(bytes: number): string {
  return `${Math.round((100 * bytes) / capacity)} %`;
}

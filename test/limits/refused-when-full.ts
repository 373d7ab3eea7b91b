import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Producer } from 'kafkajs';
import { until } from '../support/until.ts';
import { sendUntilRefused, untilRoom } from './deleted-oldest.ts';
import { makeTopic, removeTopic, sendBatch } from './filling.ts';
import { capacity, type WatchedCluster } from './watched-cluster.ts';

/**
 * Brokers refuse producers while the storage is full: ordinary ones, idempotent ones and those in a transaction, which can be
 * aborted. Consumers read all the while. Once there is room all of them go on, with nothing restarted and nothing lost.
 */
export async function proveRefusalWhenFull(cluster: WatchedCluster): Promise<string> {
  const pids = await cluster.pids();
  cluster.change({ atCapacity: 'refuse-writes' });
  const topic = await makeTopic(cluster, 2);
  const kept = await makeTopic(cluster, 1);
  const knowsTransactions = cluster.version !== '0.10.2';
  const retry = { retries: 0 };
  const ordinary = cluster.client().producer({ retry });
  const idempotent = cluster.client().producer({ idempotent: true, retry: { retries: 1 } });
  const transactional = cluster.client().producer({
    idempotent: true,
    transactionalId: `tx-${randomUUID()}`,
    maxInFlightRequests: 1,
    retry: { retries: 1 },
  });
  const producers = knowsTransactions ? [ordinary, idempotent, transactional] : [ordinary];
  await Promise.all(producers.map((producer) => producer.connect()));
  try {
    await sendBatch(cluster, ordinary, kept);
    if (knowsTransactions) {
      await sendBatch(cluster, idempotent, kept);
      await inTransaction(transactional, kept);
    }
    const opened = knowsTransactions ? await transactional.transaction() : null;
    let sent = 0;
    const refusal = await sendUntilRefused(() => sendBatch(cluster, ordinary, topic, sent++ % 2));
    assert.equal(refusal, 'TOPIC_AUTHORIZATION_FAILED');
    assert.ok((await cluster.usedBytes()) <= capacity);
    if (opened !== null) {
      await assert.rejects(sendBatch(cluster, idempotent, kept), refused);
      await assert.rejects(opened.send({ topic: kept, messages: [{ value: 'refused' }] }), refused);
      await opened.abort();
    }
    assert.equal(await readFrom(cluster, kept), true);

    await removeTopic(cluster, topic);
    await goOn('producers', () => sendBatch(cluster, ordinary, kept));
    if (knowsTransactions) {
      await goOn('idempotent producers', () => sendBatch(cluster, idempotent, kept));
      await goOn('transactions', () => inTransaction(transactional, kept));
    }
    assert.deepEqual(await cluster.pids(), pids, 'no member was restarted');
  } finally {
    await Promise.all(producers.map((producer) => producer.disconnect()));
    cluster.change({ atCapacity: 'delete-oldest' });
  }
  await removeTopic(cluster, kept);
  await untilRoom(cluster);
  return knowsTransactions ? 'yes' : 'yes (it knows ordinary ones only)';
}

const refused = { type: 'TOPIC_AUTHORIZATION_FAILED' };

/** Each broker looks at its limits for itself, and the one that coordinates a transaction is another than those that are written to. */
function goOn(what: string, send: () => Promise<void>): Promise<boolean> {
  return until(`${what} go on`, 30_000, async () => {
    await send();
    return true;
  });
}

async function inTransaction(producer: Producer, topic: string): Promise<void> {
  const transaction = await producer.transaction();
  try {
    await transaction.send({ topic, messages: [{ value: 'whole' }] });
    await transaction.commit();
  } catch (error) {
    if (transaction.isActive()) await transaction.abort();
    throw error;
  }
}

/** Whether a new consumer gets messages. */
async function readFrom(cluster: WatchedCluster, topic: string): Promise<boolean> {
  const consumer = cluster.client().consumer({ groupId: `reader-${randomUUID()}` });
  const first = Promise.withResolvers<boolean>();
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ eachMessage: async () => first.resolve(true) });
    return await first.promise;
  } finally {
    await consumer.disconnect();
  }
}

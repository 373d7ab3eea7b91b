import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../support/until.ts';
import { ons, startProducer } from './ali-ons-clients.ts';
import { type AdministeredRocketmq, everything } from './administered-rocketmq.ts';

/** The issue's own deadline. */
const resumesWithinMs = 15_000;
const messagesAfter = 20;

/**
 * kill -9 of a group's leader while a producer waits for each acknowledgement: it goes on, nothing that was acknowledged is missing, and
 * the new leader knows topics, groups and users that were made just before.
 */
export function failoverCheck(cluster: () => AdministeredRocketmq): void {
  test('a leader that is killed is followed by one that lacks nothing', { timeout: 120_000 }, async () => {
    const { admin, running, nameServer, leaderOf } = cluster();
    const topic = 'failover';
    const access = { nameSrv: nameServer(), login: everything };
    await admin.topics.create({
      name: topic,
      permission: 'all',
      messageType: 'normal',
      brokers: [{ brokerName: 'broker-1', readQueues: 1, writeQueues: 1 }],
    });
    const producer = await startProducer(access, 'failover-producers');
    const acked: string[] = [];
    let number = 0;
    const sendOne = async (): Promise<boolean> => {
      const body = `message ${number++}`;
      const sent = await producer.send(new ons.Message(topic, 'tag', body)).catch(() => null);
      const isAcked = sent?.sendStatus === 'SEND_OK';
      if (isAcked) acked.push(body);
      return isAcked;
    };
    try {
      await until(
        'the first messages are acknowledged',
        60_000,
        async () => {
          await sendOne();
          return acked.length >= 50 ? true : undefined;
        },
        1,
      );
      // Nobody has had time to tell anybody of these.
      await admin.topics.create({
        name: 'made-just-before',
        permission: 'all',
        messageType: 'normal',
        brokers: [{ brokerName: 'broker-1', readQueues: 1, writeQueues: 1 }],
      });
      await admin.groups.create({
        name: 'group-made-just-before',
        enabled: true,
        broadcast: true,
        orderly: false,
        retryMaxTimes: 7,
      });
      await admin.users.create({ ...everything, accessKey: 'user-made-just-before' });
      const killed = await leaderOf('broker-1');
      await running.killForLong([killed]);
      const killedAtMs = Date.now();
      const before = acked.length;
      await until('sending goes on', 60_000, async () => {
        await sendOne();
        return acked.length > before ? true : undefined;
      });
      const resumedMs = Date.now() - killedAtMs;
      assert.ok(resumedMs < resumesWithinMs, `sending went on after ${resumedMs} ms`);
      await until(
        'more are acknowledged',
        60_000,
        async () => {
          await sendOne();
          return acked.length > before + messagesAfter ? true : undefined;
        },
        1,
      );

      const next = await until('another leader is known', 30_000, async () => {
        const leader = await leaderOf('broker-1').catch(() => killed);
        return leader === killed ? undefined : leader;
      });
      assert.notEqual(next, killed);
      assert.ok((await admin.topics.list()).some(({ name }) => name === 'made-just-before'));
      assert.equal((await admin.groups.describe('group-made-just-before')).retryMaxTimes, 7);
      assert.ok((await admin.users.list()).some(({ accessKey }) => accessKey === 'user-made-just-before'));
      const stored = new Set(
        (await admin.messages.byTime({ topic, fromMs: 0, toMs: Date.now() + 60_000, limit: 10_000 })).map(
          ({ body }) => body.toString(),
        ),
      );
      assert.deepEqual(
        acked.filter((body) => !stored.has(body)),
        [],
      );
    } finally {
      await producer.close();
    }
  });
}

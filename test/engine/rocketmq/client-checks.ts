import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { addressOf, rocketmqPorts } from '../../../src/engines/rocketmq/cluster-layout.ts';
import { brokerTarget } from '../../../src/engines/rocketmq/member-target.ts';
import { requestCodes } from '../../../src/engines/rocketmq/remoting/codes.ts';
import { askOnce } from '../../../src/engines/rocketmq/remoting/one-request.ts';
import { openRemotingLink } from '../../../src/engines/rocketmq/remoting/remoting-link.ts';
import { until } from '../../support/until.ts';
import { type OnsMessage, ons, startConsumer, startProducer } from './ali-ons-clients.ts';
import { type AdministeredRocketmq, everything } from './administered-rocketmq.ts';

const group = { name: 'readers', enabled: true, broadcast: true, orderly: false, retryMaxTimes: 3 };

/** What clients of the remoting protocol get; the users of `everything` are there. */
export function clientChecks(cluster: () => AdministeredRocketmq): void {
  test('a client with its user sends and consumes; it is seen, and consumes again after a reset', async () => {
    const { admin, nameServer } = cluster();
    const topic = 'clients';
    await admin.topics.create({
      name: topic,
      permission: 'all',
      messageType: 'normal',
      brokers: [{ brokerName: 'broker-1', readQueues: 2, writeQueues: 2 }],
    });
    await admin.groups.create(group);
    const access = { nameSrv: nameServer(2), login: everything };
    const got: OnsMessage[] = [];
    const consumer = await startConsumer(access, group.name, topic, (message) => {
      got.push(message);
      return Promise.resolve();
    });
    const producer = await startProducer(access, 'producers');
    try {
      const sent = await producer.send(new ons.Message(topic, 'tag', 'hello'));
      assert.equal(sent.sendStatus, 'SEND_OK');
      const received = await until('the message is consumed', 60_000, () => got[0]);
      assert.equal(received.body.toString(), 'hello');
      const connection = await until(
        'the consumer is seen',
        60_000,
        async () => (await admin.groups.connection(group.name)) ?? undefined,
      );
      assert.equal(connection.clients[0]?.subscriptions[0]?.topic, topic);
      assert.ok((await admin.groups.describe(group.name)).online);
      await until('where the group stands is written down', 60_000, async () => {
        const stands = await admin.groups.progress(group.name, topic);
        return stands.some(({ consumerOffset }) => consumerOffset === 1n) ? true : undefined;
      });
    } finally {
      await producer.close();
      await consumer.close();
    }
    await until('the consumer is gone', 60_000, async () =>
      (await admin.groups.connection(group.name)) === null ? true : undefined,
    );
    await admin.groups.resetOffsets(group.name, topic, 0);
    const again = await startConsumer(access, group.name, topic, (message) => {
      got.push(message);
      return Promise.resolve();
    });
    try {
      await until('the message is consumed once more', 60_000, () => got[1]);
    } finally {
      await again.close();
    }
  });

  test('a client with a wrong secret is told so', async () => {
    const { running } = cluster();
    const target = brokerTarget(running.cluster, 'broker-1-1');
    const login = { accessKey: everything.accessKey, secretKey: 'not-the-secret' };
    const signal = AbortSignal.timeout(30_000);
    const request = { code: requestCodes.getAllTopicConfig };
    await assert.rejects(askOnce({ ...target, login }, request, signal), /signature|Signature/);
    await assert.rejects(askOnce({ ...target, login: null }, request, signal), {
      name: 'RemotingRefusal',
    });
    // Whoever has a user at all cannot read those of others.
    const own = { accessKey: everything.accessKey, secretKey: everything.secretKey };
    const code = running.cluster.instance.version.startsWith('4')
      ? requestCodes.getBrokerClusterAclConfig
      : requestCodes.authListUsers;
    await assert.rejects(askOnce({ ...target, login: own }, { code }, signal), { name: 'RemotingRefusal' });
  });

  test('a request that the broker does not know ends in time', async () => {
    const { running } = cluster();
    const link = await openRemotingLink(brokerTarget(running.cluster, 'broker-1-1'), {
      openMs: 10_000,
      requestMs: 1000,
    });
    try {
      // 5.x answers that it does not know it, and 4.8.0 nothing.
      await assert.rejects(link.call({ code: 9999 }), /did not answer a request of code 9999|9999/);
    } finally {
      link.close();
    }
  });

  test('by TLS and without it on the same port, with a certificate of the instance’s authority', async () => {
    const { running } = cluster();
    const authorityPem = running.cluster.secrets.get('ca-certificate-pem') ?? null;
    const plain = brokerTarget(running.cluster, 'broker-1-1');
    const signal = AbortSignal.timeout(30_000);
    for (const target of [plain, { ...plain, authorityPem }]) {
      const { body } = await askOnce(target, { code: requestCodes.getBrokerRuntimeInfo }, signal);
      assert.match(body.toString(), /brokerVersion/);
    }
    // Nobody else on this machine is reached by the broker's port.
    assert.notEqual(addressOf(running.cluster.addresses, 'broker-1-1'), '127.0.0.1');
    await assert.rejects(
      openRemotingLink(
        { ...plain, address: '127.0.0.1', port: rocketmqPorts.broker },
        { openMs: 2000, requestMs: 2000 },
      ),
    );
  });

  test('messages are refused while the storage is full, and taken again when there is room', async () => {
    const { admin, running } = cluster();
    const { engine, runtime, cluster: now } = running;
    const setFull = async (refusesWrites: boolean): Promise<void> => {
      const limits = {
        refusesWrites,
        messageBytesUntilFull: new Map<string, number>(),
        admitted: [],
        admittedToPublic: null,
      };
      for (const [member, files] of engine.limitFiles(now.instance, limits)) {
        await runtime.writeFiles(now.instance.id, member, files);
      }
    };
    const message = { topic: 'clients', body: Buffer.from('x'), properties: new Map<string, string>() };
    await setFull(true);
    await until('messages are refused', 30_000, async () => {
      const failure = await admin.messages.send(message).then(
        () => null,
        (error: Error) => error.message,
      );
      await delay(50);
      return failure?.includes('storage of the instance is full') === true ? true : undefined;
    });
    await setFull(false);
    await until('messages are taken again', 30_000, () => admin.messages.send(message).then(() => true));
  });
}

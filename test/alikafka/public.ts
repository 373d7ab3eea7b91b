import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { keeps } from '../limits/bandwidth.ts';
import { consumeEverywhere, makeSpreadTopic, produceEverywhere } from '../limits/spread-load.ts';
import { brokersIn, caOf, listedInstance, loginAs, untilInService } from '../support/alibaba.ts';
import { topicsSeenFrom } from '../support/client-from.ts';
import { countLogins, shows } from '../support/client-checks.ts';
import { kafkaClient, type KafkaAccess } from '../support/kafka-client.ts';
import { limitProofs } from '../support/limit-proof.ts';
import { proveEveryClient } from './every-client.ts';
import { orderInstance, type OrderedInstance } from './ordered-instance.ts';

const first = { Username: 'first', Password: 'First-Password-1' };
const [eipMax, higherEipMax] = [16, 24];
const windowMs = 10_000;
/** The relay looks at its limit once a second. */
const noticedMs = 3000;

/** An instance that the internet reaches, with the user of StartInstance. */
export const publicProofs = limitProofs<OrderedInstance>({
  name: 'public',
  timeoutMs: 600_000,
  start: (version) =>
    orderInstance(version, {
      order: { DeployType: 4, EipMax: eipMax },
      start: { DeployModule: 'eip', IsEipInner: true, IsSetUserAndPassword: true, ...first },
    }),
  end: ({ server }) => server.dispose(),
  proofs: [
    {
      claim:
        'SslEndPoint: Username and Password of StartInstance log in over TLS; kafkajs, kcat, console tools',
      async run(instance) {
        const access = await publicAccess(instance);
        assert.equal(await countLogins(access), 3);
        const wrong = loginAs(access.brokers, first.Username, 'another', 'plain', access.login?.ca);
        assert.equal(await countLogins(wrong), 0);
        return proveEveryClient(instance, access, 'by-internet');
      },
    },
    {
      claim: 'EipMax: Mbit/s of all that comes and goes by SslEndPoint, raised without a restart',
      run: proveEipMax,
    },
    {
      claim: 'UpdateAllowedIp: by EndPoint and by SslEndPoint nobody comes in who is not in its list',
      run: proveAllowedIps,
    },
  ],
});

async function publicAccess({ server, id }: OrderedInstance): Promise<KafkaAccess> {
  const { SslEndPoint: endpoint } = await listedInstance(server, id);
  return loginAs(brokersIn(endpoint), first.Username, first.Password, 'plain', await caOf(server, id));
}

async function proveEipMax(instance: OrderedInstance): Promise<string> {
  const { call, server, id, pids } = instance;
  const access = await publicAccess(instance);
  const cluster = { brokerCount: 3, client: () => kafkaClient(access) };
  const topic = await makeSpreadTopic(cluster);
  const clients = [cluster.client(), cluster.client()];
  const before = await pids();
  const bounds = { atMost: 1.15, atLeast: 0.75, could: Number.POSITIVE_INFINITY };
  const producing = await produceEverywhere(cluster, topic, clients);
  const outcomes: string[] = [];
  try {
    await delay(noticedMs);
    outcomes.push(
      `produced ${await keeps('produced', producing.traffic, mibps(eipMax), { windowMs }, bounds)}`,
    );
    await call('UpgradePostPayOrder', { EipMax: higherEipMax, EipModel: true });
    await untilInService(server, id, ({ EipMax: shown }) => shown === higherEipMax);
    await delay(noticedMs);
    outcomes.push(
      `half as much again: ${await keeps('more', producing.traffic, mibps(higherEipMax), { windowMs }, bounds)}`,
    );
  } finally {
    await producing.stop();
  }
  const consuming = await consumeEverywhere(topic, clients);
  try {
    await delay(noticedMs);
    outcomes.push(
      `consumed ${await keeps('consumed', consuming.traffic, mibps(higherEipMax), { windowMs }, bounds)}`,
    );
  } finally {
    await consuming.stop();
  }
  assert.deepEqual(await pids(), before, 'no member was restarted');
  return outcomes.join('; ');
}

function mibps(mbitps: number): number {
  return (mbitps * 1e6) / 8 / 1024 ** 2;
}

async function proveAllowedIps(instance: OrderedInstance): Promise<string> {
  const { call, plain } = instance;
  const { brokers: byInternet } = await publicAccess(instance);
  const reaches = [
    { brokers: plain.brokers, range: { PortRange: '9092/9092', AllowedListType: 'vpc' } },
    { brokers: byInternet, range: { PortRange: '9093/9093', AllowedListType: 'internet' } },
  ];
  for (const { brokers, range } of reaches) {
    const update = (UpdateType: 'add' | 'delete', AllowedListIp: string) =>
      call('UpdateAllowedIp', { ...range, UpdateType, AllowedListIp });
    await update('add', '127.80.1.0/24');
    await update('delete', '0.0.0.0/0');
    const isPublic = range.AllowedListType === 'internet';
    const comesIn = (address: string) => (isPublic ? connects(brokers, address) : sees(brokers, address));
    await shows('that others are kept out', async () => !(await comesIn('127.80.2.1')));
    await shows('that those of the list come in', () => comesIn('127.80.1.1'));
    await update('add', '0.0.0.0/0');
    await update('delete', '127.80.1.0/24');
    await shows('that everyone comes in', () => comesIn('127.80.2.1'));
  }
  return 'yes';
}

function sees(brokers: readonly string[], address: string): Promise<boolean> {
  return topicsSeenFrom(brokers, address).then(
    () => true,
    () => false,
  );
}

/** Whether the brokers’ TLS answers somebody who comes from the address. */
async function connects(brokers: readonly string[], localAddress: string): Promise<boolean> {
  const answers = await Promise.all(
    brokers.map(
      (broker) =>
        new Promise<boolean>((resolve) => {
          const [host = '', port] = broker.split(':');
          const carrier = connect({ host, port: Number(port), localAddress });
          const socket = connectTls({ socket: carrier, rejectUnauthorized: false });
          socket.setTimeout(10_000, () => socket.destroy());
          socket.once('secureConnect', () => {
            resolve(true);
            socket.destroy();
          });
          socket.once('error', () => resolve(false));
          socket.once('close', () => resolve(false));
        }),
    ),
  );
  return answers.every(Boolean);
}

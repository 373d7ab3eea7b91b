import { setTimeout as delay } from 'node:timers/promises';
import { keeps, rateOf } from '../limits/bandwidth.ts';
import { consumeEverywhere, makeSpreadTopic, produceEverywhere } from '../limits/spread-load.ts';
import { kafkaClient } from '../support/kafka-client.ts';
import { limitProofs } from '../support/limit-proof.ts';
import { untilInService } from '../support/alibaba.ts';
import { orderInstance, type OrderedInstance } from './ordered-instance.ts';

const windowMs = 10_000;
const unlimitedMs = 4000;
/** A broker looks at its limits once a second, and Kafka at a client's rate over two. */
const noticedMs = 3000;

/** An instance that begins with more than its clients here can do. */
export const bandwidthProofs = limitProofs<OrderedInstance>({
  name: 'bandwidth',
  timeoutMs: 600_000,
  start: (version) => orderInstance(version, { order: { IoMax: 120, DiskSize: 2700, TopicQuota: 150 } }),
  end: ({ server }) => server.dispose(),
  proofs: [
    {
      claim:
        'IoMax: what producers send and consumers read, after a downgrade and an upgrade without a restart',
      run: proveBandwidth,
    },
  ],
});

async function proveBandwidth({ call, plain, server, id }: OrderedInstance): Promise<string> {
  const cluster = { brokerCount: 3, client: () => kafkaClient(plain) };
  const topic = await makeSpreadTopic(cluster);
  const clients = [cluster.client(), cluster.client()];
  const produce = () => produceEverywhere(cluster, topic, clients);
  const couldProduce = await rateOf(await produce(), unlimitedMs);
  const couldConsume = await rateOf(await consumeEverywhere(topic, clients), unlimitedMs);

  async function change(action: string, ioMax: number): Promise<void> {
    await call(action, { IoMax: ioMax });
    await untilInService(server, id, ({ IoMaxWrite: write }) => write === ioMax);
    await delay(noticedMs);
  }
  const strictness = { windowMs };
  await change('DowngradePostPayOrder', 20);
  const producing = await produce();
  const outcomes: string[] = [];
  try {
    const bounds = { atMost: 1.15, atLeast: 0.85, could: couldProduce };
    outcomes.push(`20 MB/s: produced ${await keeps('20 MB/s', producing.traffic, 20, strictness, bounds)}`);
    await change('UpgradePostPayOrder', 30);
    outcomes.push(`30 MB/s: produced ${await keeps('30 MB/s', producing.traffic, 30, strictness, bounds)}`);
  } finally {
    await producing.stop();
  }
  const consuming = await consumeEverywhere(topic, clients);
  try {
    const bounds = { atMost: 1.15, atLeast: 0.75, could: couldConsume };
    outcomes.push(`consumed ${await keeps('consumed', consuming.traffic, 30, strictness, bounds)}`);
  } finally {
    await consuming.stop();
  }
  return outcomes.join('; ');
}

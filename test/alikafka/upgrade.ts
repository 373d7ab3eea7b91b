import assert from 'node:assert/strict';
import { listedInstance } from '../support/alibaba.ts';
import { consume, produce } from '../support/kafka-client.ts';
import { limitProofs } from '../support/limit-proof.ts';
import { startProducing } from '../support/producer-under-fault.ts';
import { until } from '../support/until.ts';
import { orderInstance, type OrderedInstance } from './ordered-instance.ts';

const targets: Readonly<Record<string, readonly string[]>> = {
  '0.10.2': ['2.2.0', '2.6.2'],
  '2.2.0': ['2.6.2'],
};
/** Each of three stages restarts three brokers in turn. */
const upgradedWithinMs = 600_000;

/** An instance that is brought to later versions. */
export const upgradeProofs = limitProofs<OrderedInstance>({
  name: 'upgrade',
  timeoutMs: 1_500_000,
  start: (version) => orderInstance(version),
  end: ({ server }) => server.dispose(),
  proofs: [
    {
      claim:
        'UpgradeInstanceVersion while somebody writes: nothing acknowledged is lost, messages of all versions are read',
      appliesTo: (version) => version in targets,
      run: proveUpgrade,
    },
  ],
});

async function proveUpgrade({ call, plain, server, id, version }: OrderedInstance): Promise<string> {
  const topic = (name: string, count: string) =>
    call('CreateTopic', { Topic: name, Remark: 'is upgraded', PartitionNum: count, LocalTopic: true });
  await topic('before', '1');
  await produce(plain, 'before', 20);
  await topic('meanwhile', '3');
  const load = await startProducing(plain, 'meanwhile');
  try {
    for (const target of targets[version] ?? []) {
      await call('UpgradeInstanceVersion', { TargetVersion: target });
      const isThere = async () => {
        const shown = await listedInstance(server, id);
        assert.ok([5, 8].includes(shown.ServiceStatus), JSON.stringify(shown));
        return shown.ServiceStatus === 5 ? shown : undefined;
      };
      const shown = await until(`it runs ${target}`, upgradedWithinMs, isThere, 1000);
      assert.equal(shown.UpgradeServiceDetailInfo.Current2OpenSourceVersion, target);
      await load.goesOn(20, 60_000);
    }
  } finally {
    await load.stop();
  }
  await produce(plain, 'before', 20);
  const acknowledged = new Set(load.acknowledged);
  const found = await consume(plain, 'meanwhile', acknowledged.size);
  assert.ok([...acknowledged].every((value) => found.has(value)));
  const at = { Topic: 'before', QueryType: 'byOffset', Partition: '0' };
  for (const offset of [0, 35]) {
    const { MessageList: list } = await call('QueryMessage', { ...at, Offset: String(offset) });
    assert.deepEqual([list[0].Offset, list[0].Value], [offset, `before-${offset % 20}`]);
  }
  return `to ${targets[version]?.join(' and ')}, of ${acknowledged.size}`;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VersionChange } from '../../domain/instance/instance.ts';
import { offeredKafkaVersions, upgradeTargets } from '../../clouds/alibaba/alikafka/offered-versions.ts';
import { startSettings } from './start-settings.ts';
import { testInstance } from './testing/test-cluster.ts';
import { brokerProtocol, nextStage } from './version-change.ts';
import { canUpgrade, kafkaVersion } from './versions.ts';

test('brokers speak, and then write, as their new version only after all of them run it', () => {
  const seen: unknown[] = [];
  let change: VersionChange | null = { from: '0.10.2', stagesDone: 0 };
  while (change !== null) {
    seen.push(brokerProtocol({ versionChange: change }, kafkaVersion('2.2.0')));
    change = nextStage(change);
  }
  assert.deepEqual(seen, [
    { amongBrokers: '0.10.2', messages: '0.10.2' },
    { amongBrokers: '2.2', messages: '0.10.2' },
    { amongBrokers: '2.2', messages: '2.2' },
  ]);
  assert.deepEqual(brokerProtocol({}, kafkaVersion('2.2.0')), seen.at(-1));
});

const settingsWith = (versionChange: VersionChange | null) =>
  startSettings(testInstance(undefined, { versionChange }).spec, kafkaVersion('2.6.2'), null);

test('each stage restarts brokers, and the end of the last one nobody', () => {
  const [first, second, third] = [0, 1, 2].map((stagesDone) => settingsWith({ from: '0.10.2', stagesDone }));
  assert.notDeepEqual(first, second);
  assert.notDeepEqual(second, third);
  assert.deepEqual(third, settingsWith(null));
  const [before, after] = [0, 1].map((stagesDone) => settingsWith({ from: '2.2.0', stagesDone }));
  assert.notDeepEqual(before, after);
  assert.deepEqual(after, settingsWith(null));
  assert.equal(nextStage({ from: '2.2.0', stagesDone: 1 }), null);
});

test('versions go up, among those with ZooKeeper', () => {
  for (const from of offeredKafkaVersions) {
    for (const to of upgradeTargets(from)) assert.ok(canUpgrade(from, to), `${from} to ${to}`);
  }
  assert.ok(!canUpgrade('2.2.0', '0.10.2'));
  assert.ok(!canUpgrade('2.2.0', '2.2.0'));
  assert.ok(!canUpgrade('3.3.1', '4.3'));
});

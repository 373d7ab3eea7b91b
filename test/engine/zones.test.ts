import { after, before, suite, test } from 'node:test';
import type { LimitedCluster } from '../limits/limited-cluster.ts';
import {
  proveClosestReplica,
  proveLossOfZone,
  proveSpreadTopics,
  startClusterInZones,
} from '../limits/zones.ts';

suite('zones of a cluster of Kafka 4.3', { timeout: 400_000 }, () => {
  let cluster: LimitedCluster;

  before(async () => {
    cluster = await startClusterInZones('4.3');
  });
  after(async () => {
    await cluster?.dispose();
  });

  test('replicas of every topic are in different zones', () => proveSpreadTopics(cluster));
  test('a consumer reads from the replica in its zone', () => proveClosestReplica(cluster));
  test('producers go on without a zone, and nothing acknowledged is lost', () => proveLossOfZone(cluster));
});

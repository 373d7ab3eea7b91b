import { after, before, suite, test } from 'node:test';
import { adminChecks } from './admin-checks.ts';
import { administeredCluster } from './administered-cluster.ts';
import type { AdministeredCluster } from './administered-cluster.ts';

suite('the administration of a cluster of Kafka 2.3', { timeout: 400_000 }, () => {
  let cluster: AdministeredCluster;

  before(async () => {
    cluster = await administeredCluster('2.3.0');
  });
  after(async () => {
    await cluster?.dispose();
  });

  for (const { name, run } of adminChecks) test(name, () => run(cluster));
});

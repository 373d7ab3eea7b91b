import { after, before, suite, test } from 'node:test';
import { adminChecks } from './admin/admin-checks.ts';
import { administeredCluster } from './admin/administered-cluster.ts';
import type { AdministeredCluster } from './admin/administered-cluster.ts';

// The oldest, through ZooKeeper in much; one in the middle; the newest, without ZooKeeper. The matrix of versions runs all.
for (const version of ['0.10.2', '2.3.0', '4.3']) {
  suite(`the administration of a cluster of Kafka ${version}`, { timeout: 400_000 }, () => {
    let cluster: AdministeredCluster;

    before(async () => {
      cluster = await administeredCluster(version);
    });
    after(async () => {
      await cluster?.dispose();
    });

    for (const { name, run } of adminChecks) test(name, () => run(cluster));
  });
}

import { proveAdmission } from './admission.ts';
import { limitProofs } from './limit-proof.ts';
import { type LimitedCluster, startLimitedCluster } from './limited-cluster.ts';
import { provePartitionLimit } from './partition-limit.ts';
import { proveRefusedWrites } from './refused-writes.ts';

/** What the guard inside the brokers does to clients, on two brokers with and without a login. */
export const clientProofs = limitProofs<LimitedCluster>({
  name: 'clients',
  timeoutMs: 900_000,
  start: (version) => startLimitedCluster(version),
  end: (cluster) => cluster.dispose(),
  proofs: [
    {
      claim: 'partitions beyond the limit are refused to every kind of request',
      async run(cluster) {
        await provePartitionLimit(cluster);
        return 'yes';
      },
    },
    {
      claim: 'rules of the security group hold at once, for open connections too',
      async run(cluster) {
        await proveAdmission(cluster);
        return 'yes';
      },
    },
    {
      claim: 'writes are refused while the storage is full, reads are not',
      async run(cluster) {
        await proveRefusedWrites(cluster);
        return 'yes';
      },
    },
  ],
});

import { proveAdmission } from './admission.ts';
import { asPromised, proveBandwidth, type Strictness } from './bandwidth.ts';
import { proveLimitsAfterKill } from './broker-killed.ts';
import { hasAclRequests, proveClusterRights } from './cluster-rights.ts';
import { type DeclaredGroup, type LimitProof, limitProofs } from '../support/limit-proof.ts';
import { type LimitedCluster, startLimitedCluster } from './limited-cluster.ts';
import { provePartitionLimit } from './partition-limit.ts';
import { proveRefusedWrites } from './refused-writes.ts';
import { proveTopicLimit } from './topic-limit.ts';

/** What the guard inside the brokers does to clients, on two brokers with a listener with a login and one without. */
export function clientProofsBy(
  strictness: Strictness,
  isWanted: (claim: string) => boolean = () => true,
): DeclaredGroup {
  return limitProofs<LimitedCluster>({
    name: 'clients',
    timeoutMs: 1_200_000,
    start: (version) => startLimitedCluster(version),
    end: (cluster) => cluster.dispose(),
    proofs: proofsBy(strictness).filter(({ claim }) => isWanted(claim)),
  });
}

function proofsBy(strictness: Strictness): readonly LimitProof<LimitedCluster>[] {
  return [
    {
      claim: 'bandwidth: three clients together, without a restart, mean and most in a window',
      async run(cluster) {
        const { produced, changed, burst, consumed } = await proveBandwidth(cluster, strictness);
        return `produced ${produced}; half as much again: ${changed}; burst to twice: ${burst}; consumed ${consumed}`;
      },
    },
    {
      claim: 'partitions beyond the limit are refused to every kind of request',
      run: (cluster) => yes(provePartitionLimit(cluster)),
    },
    {
      claim: 'topics beyond the limit are refused to every kind of request',
      run: (cluster) => yes(proveTopicLimit(cluster)),
    },
    {
      claim: 'rules of the security group hold at once, for open connections too',
      run: (cluster) => yes(proveAdmission(cluster)),
    },
    {
      claim: 'only the control plane, and whom a rule of the owner names, changes the cluster',
      appliesTo: hasAclRequests,
      run: proveClusterRights,
    },
    {
      claim: 'writes are refused while the storage is full, reads are not',
      run: (cluster) => yes(proveRefusedWrites(cluster)),
    },
    {
      claim: 'limits that changed while a broker was killed hold when it is back',
      run: (cluster) => yes(proveLimitsAfterKill(cluster)),
    },
  ];
}

export const clientProofs = clientProofsBy(asPromised);

async function yes(proof: Promise<void>): Promise<string> {
  await proof;
  return 'yes';
}

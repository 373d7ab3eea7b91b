import { proveIpv6, proveIpv6Admission, startIpv6Cluster } from './ipv6.ts';
import { limitProofs } from '../support/limit-proof.ts';
import type { LimitedCluster } from './limited-cluster.ts';

/** Two brokers that listen on ::1 too. The machine must have it. */
export const ipv6Proofs = limitProofs<LimitedCluster>({
  name: 'ipv6',
  timeoutMs: 600_000,
  start: startIpv6Cluster,
  end: (cluster) => cluster.dispose(),
  proofs: [
    {
      claim: 'clients that know ::1 only write and read, without a login and over TLS',
      async run(cluster) {
        await proveIpv6(cluster);
        return 'yes';
      },
    },
    {
      claim: 'rules for IPv6 hold at once for clients that come by it',
      async run(cluster) {
        await proveIpv6Admission(cluster);
        return 'yes';
      },
    },
  ],
});

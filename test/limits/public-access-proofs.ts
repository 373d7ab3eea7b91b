import { hasAclRequests } from './cluster-rights.ts';
import { limitProofs } from '../support/limit-proof.ts';
import type { LimitedCluster } from './limited-cluster.ts';
import {
  provePublicAdmission,
  provePublicBandwidth,
  provePublicHosts,
  proveRelayRestart,
  startPublicCluster,
} from './public-access.ts';

/** Two brokers with a public address each. */
export const publicAccessProofs = limitProofs<LimitedCluster>({
  name: 'public',
  timeoutMs: 600_000,
  start: startPublicCluster,
  end: (cluster) => cluster.dispose(),
  proofs: [
    {
      claim: 'public bandwidth, all EIPs together: mean, and most in 30 s',
      run: provePublicBandwidth,
    },
    {
      claim: 'rules hold for clients by way of EIPs, and behind them; brokers see their addresses',
      async run(cluster) {
        await provePublicAdmission(cluster);
        return 'yes';
      },
    },
    {
      claim: 'access rules by host tell clients by way of EIPs apart',
      appliesTo: hasAclRequests,
      async run(cluster) {
        await provePublicHosts(cluster);
        return 'yes';
      },
    },
    {
      claim: 'a relay that is killed is back, and clients go on',
      async run(cluster) {
        await proveRelayRestart(cluster);
        return 'yes';
      },
    },
  ],
});

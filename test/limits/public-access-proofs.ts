import { limitProofs } from './limit-proof.ts';
import type { LimitedCluster } from './limited-cluster.ts';
import {
  provePublicAdmission,
  provePublicBandwidth,
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
      claim: 'public bandwidth over 30 s, all EIPs together: producing / consuming (85 % to 115 %)',
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
      claim: 'a relay that is killed is back, and clients go on',
      async run(cluster) {
        await proveRelayRestart(cluster);
        return 'yes';
      },
    },
  ],
});
